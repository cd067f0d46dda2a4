/** The mark: a gate between two towers, with a light on in it. */
export function Mark() {
  return (
    <svg class="mark" viewBox="0 0 48 48" aria-hidden="true">
      <path
        class="mark-wall"
        d="M5 9.5a1.5 1.5 0 0 1 1.5-1.5h3A1.5 1.5 0 0 1 11 9.5V13h4V9.5A1.5 1.5 0 0 1 16.5 8h0A1.5 1.5 0 0 1 18 9.5V15h12V9.5A1.5 1.5 0 0 1 31.5 8h0A1.5 1.5 0 0 1 33 9.5V13h4V9.5A1.5 1.5 0 0 1 38.5 8h3A1.5 1.5 0 0 1 43 9.5V41a1 1 0 0 1-1 1h-8a1 1 0 0 1-1-1v-8a9 9 0 0 0-18 0v8a1 1 0 0 1-1 1H6a1 1 0 0 1-1-1Z"
      />
      <circle class="mark-light" cx="24" cy="33" r="3" />
    </svg>
  );
}

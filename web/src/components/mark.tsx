/** The mark: a gate with battlements, and a light on in it. */
export function Mark() {
  return (
    <svg class="mark" viewBox="4 4 40 40" aria-hidden="true">
      <path class="mark-wall" d="M6 7h7v7.5h7.5V7h7v7.5H35V7h7v35h-8V32a10 10 0 0 0-20 0v10H6Z" />
      <circle class="mark-light" cx="24" cy="33.5" r="3.5" />
    </svg>
  );
}

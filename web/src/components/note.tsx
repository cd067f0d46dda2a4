interface NoteProps {
  readonly id: string;
  /** What went wrong; undefined keeps the place for it, so that a screen reader hears what enters it. */
  readonly text: string | undefined;
}

/** Where a page says what went wrong. It stands below the controls, so that nothing moves when it appears. */
export function Note({ id, text }: NoteProps) {
  return (
    <div class="note-place" id={id} role="alert">
      {text !== undefined && (
        <p class="note">
          <svg class="note-sign" viewBox="0 0 20 20" aria-hidden="true">
            <circle cx="10" cy="10" r="8" />
            <path d="M10 5.5v5.200M10 13.900v.1" />
          </svg>
          <span>{text}</span>
        </p>
      )}
    </div>
  );
}

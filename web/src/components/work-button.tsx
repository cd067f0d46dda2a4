import { useSlowNotice } from './use-slow-notice.ts';

interface WorkButtonProps {
  readonly id: string;
  readonly label: string;
  /** What the button says while it works. */
  readonly workLabel: string;
  readonly isWorking: boolean;
}

/**
 * The button that sends a form. While it works it takes no further press; after 200 ms it says so. It keeps its size and the focus
 * (`aria-disabled` rather than `disabled`, which would drop it).
 */
export function WorkButton({ id, label, workLabel, isWorking }: WorkButtonProps) {
  const isSlow = useSlowNotice(isWorking);
  return (
    <>
      <button
        class={isSlow ? 'button primary working' : 'button primary'}
        id={id}
        type="submit"
        aria-disabled={isWorking ? 'true' : undefined}
      >
        {isSlow && (
          <svg class="turning" viewBox="0 0 20 20" aria-hidden="true">
            <circle cx="10" cy="10" r="7.5" />
            <path d="M10 2.5a7.5 7.5 0 0 1 7.5 7.5" />
          </svg>
        )}
        {isSlow ? workLabel : label}
      </button>
      <span class="unseen" role="status">
        {isSlow ? workLabel : ''}
      </span>
    </>
  );
}

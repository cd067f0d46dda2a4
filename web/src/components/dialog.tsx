import type { ComponentChildren } from 'preact';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';

interface DialogProps {
  readonly id: string;
  readonly title: string;
  /** Escape was pressed. Not called while `isBusy`. */
  readonly onClose: () => void;
  /** What is under way must not be left. */
  readonly isBusy?: boolean;
  readonly children: ComponentChildren;
}

/**
 * A question in front of the page, open as long as it is there. The browser keeps the focus inside, gives it back to what opened it, and
 * reads the title; an element with `autofocus` gets it first.
 */
export function Dialog({ id, title, onClose, isBusy = false, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    // Closed before it goes, or the focus would be lost.
    return () => element?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      id={id}
      class="dialog"
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        if (!isBusy) onClose();
      }}
    >
      <h2 class="dialog-title" id={titleId}>
        {title}
      </h2>
      {children}
    </dialog>
  );
}

import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

interface GroupProps {
  readonly id: string;
  readonly title: string;
  /** What it is for, in a sentence. */
  readonly text?: string;
  readonly children: ComponentChildren;
}

/** One subject of a section. Its heading can take the focus where what had it is gone. */
export function Group({ id, title, text, children }: GroupProps) {
  const titleId = useId();
  return (
    <section class="group" id={id} aria-labelledby={titleId}>
      <h2 class="group-title" id={titleId} tabIndex={-1}>
        {title}
      </h2>
      {text !== undefined && <p class="text aside">{text}</p>}
      {children}
    </section>
  );
}

/** Puts the focus on a group's heading. */
export function focusGroup(id: string): void {
  document.querySelector<HTMLElement>(`#${id} .group-title`)?.focus();
}

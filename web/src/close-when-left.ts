/**
 * Closes a menu with Escape (the focus goes back to what opened it), by a press elsewhere, and when the focus leaves it. Gives what stops
 * the watching.
 */
export function closeWhenLeft(menu: HTMLDetailsElement | null): (() => void) | undefined {
  if (menu === null) return undefined;
  const stop = new AbortController();
  const { signal } = stop;
  menu.addEventListener(
    'keydown',
    (event) => {
      if (event.key !== 'Escape' || !menu.open) return;
      menu.open = false;
      menu.querySelector('summary')?.focus();
    },
    { signal },
  );
  const closeUnlessInside = (event: Event) => {
    if (event.target instanceof Node && !menu.contains(event.target)) menu.open = false;
  };
  document.addEventListener('pointerdown', closeUnlessInside, { signal });
  document.addEventListener('focusin', closeUnlessInside, { signal });
  return () => stop.abort();
}

import { useCallback, useRef, useState } from 'preact/hooks';

/** A step of a page's state: pure, from a state and an event to the next state. */
export type Step<State, Event> = (state: State, event: Event) => State;

/**
 * Holds a page's state and steps it. `send` gives the state after the event at once, before anything is drawn, so that a second press
 * in the same moment already sees what the first one did.
 */
export function useMachine<State, Event>(
  step: Step<State, Event>,
  initial: State,
): readonly [State, (event: Event) => { readonly before: State; readonly after: State }] {
  const current = useRef(initial);
  const [state, setState] = useState(initial);
  const send = useCallback(
    (event: Event) => {
      const before = current.current;
      const after = step(before, event);
      current.current = after;
      setState(after);
      return { before, after };
    },
    [step],
  );
  return [state, send];
}

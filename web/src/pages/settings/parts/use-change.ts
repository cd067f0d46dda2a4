import { useCallback } from 'preact/hooks';
import { useMachine } from '../../../components/use-machine.ts';
import type { ProtectedOutcome } from '../elevation/use-elevation.ts';
import { type ChangeState, changeStep, noChange } from './change-state.ts';

/** One change at a time: where it stands, and how to begin it. */
export interface Change {
  readonly state: ChangeState;
  /** Makes the change unless one is under way; gives what came of it where it is done, else undefined. */
  readonly run: <Data>(
    change: () => Promise<ProtectedOutcome<Data>>,
  ) => Promise<{ readonly data: Data } | undefined>;
  /** Takes back what went wrong. */
  readonly forget: () => void;
}

/** Runs changes, one at a time. */
export function useChange(): Change {
  const [state, send] = useMachine(changeStep, noChange);
  const run = useCallback<Change['run']>(
    async (change) => {
      if (send({ type: 'began' }).before.isWorking) return undefined;
      const outcome = await change();
      send({ type: 'ended', outcome });
      return outcome.kind === 'done' ? { data: outcome.data } : undefined;
    },
    [send],
  );
  const forget = useCallback(() => void send({ type: 'forgotten' }), [send]);
  return { state, run, forget };
}

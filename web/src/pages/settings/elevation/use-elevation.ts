import { useCallback, useRef } from 'preact/hooks';
import { mailCode, redeemCode, revokeCode } from '../../../api/settings/elevation.ts';
import type { SettingsOutcome } from '../../../api/settings/settings-outcome.ts';
import { useMachine } from '../../../components/use-machine.ts';
import { closedElevation, codesToRevoke, type ElevationState, elevationStep } from './elevation-state.ts';

/** How a protected change ended; `given-up` where the person did not want to prove who they are. */
export type ProtectedOutcome<Data> =
  | Exclude<SettingsOutcome<Data>, { kind: 'elevation-needed' }>
  | { readonly kind: 'given-up' };

/**
 * Makes a change; where the server first wants to be sure who asks, the person is asked in a dialog and the change is made again
 * afterwards.
 */
export type Protect = <Data>(change: () => Promise<SettingsOutcome<Data>>) => Promise<ProtectedOutcome<Data>>;

/** The dialog's state and what its buttons do. */
export interface Elevation {
  readonly state: ElevationState;
  readonly enter: (code: string) => void;
  readonly sendAgain: () => void;
  readonly giveUp: () => void;
}

/** Runs the dialog that stands between a person and a sensitive change (behaviour.md §6.4). One for a whole page. */
export function useElevation(basePath: string): { readonly protect: Protect; readonly elevation: Elevation } {
  const [state, send] = useMachine(elevationStep, closedElevation);
  /** Wakes up whoever waits for the dialog's end: true where the person has proved who they are. */
  const finish = useRef<(isElevated: boolean) => void>(undefined);

  const mail = useCallback(async () => {
    const outcome = await mailCode(basePath);
    const { before } = send({ type: 'mailed', outcome });
    // Given up while the mail was on its way: its code is worth nothing.
    if (before.phase === 'closed' && outcome.kind === 'done')
      void revokeCode(basePath, outcome.data.delete_id);
  }, [basePath, send]);

  const protect = useCallback<Protect>(
    async (change) => {
      for (;;) {
        const outcome = await change();
        if (outcome.kind !== 'elevation-needed') return outcome;
        const ended = new Promise<boolean>((resolve) => (finish.current = resolve));
        if (send({ type: 'needed', need: outcome.need }).after.phase === 'mailing') void mail();
        if (!(await ended)) return { kind: 'given-up' };
      }
    },
    [send, mail],
  );

  const enter = useCallback(
    async (code: string) => {
      const { before, after } = send({ type: 'entered', code });
      if (before.phase !== 'asking' || after.phase !== 'checking') return;
      const outcome = await redeemCode(basePath, code.trim());
      if (send({ type: 'checked', outcome }).after.phase === 'closed') finish.current?.(true);
    },
    [basePath, send],
  );

  const sendAgain = useCallback(() => {
    if (send({ type: 'asked-again' }).after.phase === 'mailing') void mail();
  }, [send, mail]);

  const giveUp = useCallback(() => {
    const { before } = send({ type: 'given-up' });
    for (const id of codesToRevoke(before)) void revokeCode(basePath, id);
    finish.current?.(false);
  }, [basePath, send]);

  return { protect, elevation: { state, enter: (code) => void enter(code), sendAgain, giveUp } };
}

import { useCallback } from 'preact/hooks';
import type { TotpRegistrationBody } from '../../../../../shared/api/totp.ts';
import type { EnrolledData } from '../../../api/settings/recovery-codes.ts';
import { beginTotp, confirmTotp, dropTotp, readTotpOptions } from '../../../api/settings/totp.ts';
import { useMachine } from '../../../components/use-machine.ts';
import type { Protect, ProtectedOutcome } from '../elevation/use-elevation.ts';
import { closedTotp, codeOf, type TotpState, totpStep } from './totp-state.ts';

/** Setting up an authenticator app: where it stands and what its buttons do. */
export interface TotpSetup {
  readonly state: TotpState;
  /** Begins; gives what kept it from beginning. */
  readonly open: () => Promise<ProtectedOutcome<unknown>>;
  readonly choose: (choice: Partial<TotpRegistrationBody>) => void;
  readonly make: () => void;
  readonly enter: (code: string) => void;
  readonly close: () => void;
}

/** Runs the setting up; `onDone` is told when the first code was right. */
export function useTotp(
  basePath: string,
  protect: Protect,
  onDone: (enrolled: EnrolledData) => void,
): TotpSetup {
  const [state, send] = useMachine(totpStep, closedTotp);

  const request = useCallback(
    async (choice: TotpRegistrationBody) =>
      send({ type: 'made', outcome: await protect(() => beginTotp(basePath, choice)) }),
    [basePath, protect, send],
  );
  const open = async () => {
    send({ type: 'opened' });
    const outcome = await protect(() => readTotpOptions(basePath));
    const { after } = send({ type: 'offered', outcome });
    if (after.phase === 'making') await request(after.choice);
    return outcome;
  };
  const make = () => {
    const { before, after } = send({ type: 'asked' });
    if (before.phase === 'choosing' && after.phase === 'making') void request(after.choice);
  };
  const confirm = async (typed: string) => {
    const { before, after } = send({ type: 'entered', code: typed });
    if (before.phase !== 'showing' || after.phase !== 'confirming') return;
    const outcome = await protect(() => confirmTotp(basePath, codeOf(typed)));
    const confirmed = send({ type: 'confirmed', outcome });
    // Also where the dialog was closed meanwhile: the codes are shown this once.
    if (confirmed.after.phase === 'closed' && outcome.kind === 'done') onDone(outcome.data);
  };
  const close = () => {
    const { before } = send({ type: 'closed' });
    if (before.phase === 'showing') void dropTotp(basePath);
  };
  return {
    state,
    open,
    make,
    close,
    choose: (choice) => void send({ type: 'chose', choice }),
    enter: (code) => void confirm(code),
  };
}

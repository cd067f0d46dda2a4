import { useRef } from 'preact/hooks';
import { beginKey, confirmKey, dropKey } from '../../../api/settings/keys.ts';
import type { EnrolledData } from '../../../api/settings/recovery-codes.ts';
import { useMachine } from '../../../components/use-machine.ts';
import { createCredential } from '../../../web-authn/create-credential.ts';
import type { Protect } from '../elevation/use-elevation.ts';
import { type AddKeyState, addKeyStep, closedAddKey } from './add-key-state.ts';

/** Adding a key: where it stands and what its buttons do. */
export interface AddKey {
  readonly state: AddKeyState;
  readonly open: () => void;
  readonly enter: (name: string) => void;
  readonly close: () => void;
}

/** Runs it; `onDone` is told when the key is enrolled. */
export function useAddKey(
  basePath: string,
  protect: Protect,
  onDone: (enrolled: EnrolledData) => void,
): AddKey {
  const [state, send] = useMachine(addKeyStep, closedAddKey);
  const touching = useRef<AbortController>(undefined);

  const enter = async (typed: string) => {
    const name = typed.trim();
    const { before, after } = send({ type: 'named', name });
    if (before.phase !== 'naming' || after.phase !== 'beginning') return;
    const begun = await protect(() => beginKey(basePath, name));
    if (send({ type: 'began', outcome: begun }).after.phase !== 'touching' || begun.kind !== 'done') return;
    touching.current = new AbortController();
    const created = await createCredential(begun.data.publicKey, touching.current.signal);
    if (send({ type: 'touched', created }).after.phase !== 'confirming' || created.kind !== 'created') {
      void dropKey(basePath);
      return;
    }
    const outcome = await protect(() => confirmKey(basePath, created.response));
    send({ type: 'confirmed', outcome });
    // Also where the dialog was closed meanwhile: the codes are shown this once.
    if (outcome.kind === 'done') onDone(outcome.data);
  };
  const close = () => {
    touching.current?.abort();
    send({ type: 'closed' });
  };
  return {
    state,
    open: () => void send({ type: 'opened' }),
    enter: (name) => void enter(name),
    close,
  };
}

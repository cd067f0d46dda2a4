import { useCallback, useEffect, useRef } from 'preact/hooks';
import type { PageData } from '../../../../shared/api/page.ts';
import { useMachine } from '../../components/use-machine.ts';
import { destinationOf } from '../../proof/destination-of.ts';
import { type ProofOutcome, type ProofProblem, type ProofState, proofStep } from '../../proof/proof-state.ts';
import { canUseKeys } from '../../web-authn/get-assertion.ts';
import { proveByKey } from '../../web-authn/prove-by-key.ts';
import { wayOnFrom } from './way-on-from.ts';

const ready: ProofState = { phase: 'ready', problem: undefined };

/**
 * Signs in by a passkey: at a press, or where the person picks one among the browser's suggestions for the user name (WebAuthn's conditional mediation).
 * `isRemembered` says whether the box is ticked.
 */
export function usePasskey(data: PageData, isRemembered: () => boolean) {
  const [state, send] = useMachine(proofStep, ready);
  const suggestion = useRef<AbortController>(undefined);

  const finish = useCallback(
    (outcome: ProofOutcome) => {
      send({ type: 'answered', outcome });
      if (outcome.kind === 'proved') location.assign(wayOnFrom(data, outcome.redirect));
    },
    [data, send],
  );
  const prove = useCallback(
    (manner: Parameters<typeof proveByKey>[2]) =>
      proveByKey(
        `${data.basePath}api/firstfactor/passkey`,
        { ...destinationOf(data), keepMeLoggedIn: isRemembered() },
        manner,
      ),
    [data, isRemembered],
  );

  const onPress = useCallback(async () => {
    const { before, after } = send({ type: 'submitted', isEmpty: false });
    if (before.phase !== 'ready' || after.phase !== 'sending') return;
    // A browser asks for one passkey at a time.
    suggestion.current?.abort();
    finish(await prove({}));
  }, [finish, prove, send]);

  useEffect(() => {
    if (data.canUsePasskey !== true) return undefined;
    const stop = new AbortController();
    suggestion.current = stop;
    const suggest = async () => {
      if (!(await canSuggest()) || stop.signal.aborted) return;
      const outcome = await prove({ mediation: 'conditional', signal: stop.signal });
      // Nobody picked one: that is no mistake of anybody's.
      if (stop.signal.aborted || isSilent(outcome)) return;
      send({ type: 'submitted', isEmpty: false });
      finish(outcome);
    };
    void suggest();
    return () => stop.abort();
  }, [data, finish, prove, send]);

  return { state, onPress };
}

const silentProblems: ReadonlySet<ProofProblem> = new Set([
  'cancelled',
  'unsupported',
  'offline',
  'unavailable',
  'too-many',
]);

function isSilent(outcome: ProofOutcome): boolean {
  return outcome.kind !== 'proved' && (outcome.kind !== 'failed' || silentProblems.has(outcome.problem));
}

async function canSuggest(): Promise<boolean> {
  if (!canUseKeys()) return false;
  return (await PublicKeyCredential.isConditionalMediationAvailable?.()) === true;
}

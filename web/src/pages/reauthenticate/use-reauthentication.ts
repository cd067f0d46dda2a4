import { useCallback, useMemo } from 'preact/hooks';
import type { PageData } from '../../../../shared/api/page.ts';
import type { ReauthenticateBody } from '../../../../shared/api/reauthenticate.ts';
import type { MessageId } from '../../i18n/message-id.ts';
import { destinationOf } from '../../proof/destination-of.ts';
import { proofWords } from '../../proof/proof-words.ts';
import { sendProof } from '../../proof/send-proof.ts';
import { textOf, useProof } from '../../proof/use-proof.ts';
import { proveByKey } from '../../web-authn/prove-by-key.ts';

/** Runs the two ways to prove a factor once more: the password, and a key of the person signed in. */
export function useReauthentication(data: PageData) {
  const password = useProof(
    data,
    useMemo(
      () => ({
        field: 'password',
        prove(form: FormData) {
          const body: ReauthenticateBody = { password: textOf(form, 'password'), ...destinationOf(data) };
          return sendProof(`${data.basePath}api/firstfactor/reauthenticate`, body);
        },
      }),
      [data],
    ),
  );
  const key = useProof(
    // What was wrong with a form sent without script was the password.
    useMemo(() => withoutProblem(data), [data]),
    useMemo(
      () => ({
        field: undefined,
        prove: () => proveByKey(`${data.basePath}api/secondfactor/webauthn`, destinationOf(data)),
      }),
      [data],
    ),
  );
  const { dropProblem } = key;
  const onSubmit = useCallback(
    (event: SubmitEvent) => {
      dropProblem();
      password.onSubmit(event);
    },
    [dropProblem, password.onSubmit],
  );
  const onKey = useCallback(() => {
    password.dropProblem();
    void key.submit();
  }, [password.dropProblem, key.submit]);
  return { password, key, onSubmit, onKey, words: wordsOf(password.state.problem, key.state.problem) };
}

type Problem = Parameters<typeof proofWords>[0];

function wordsOf(password: Problem, key: Problem): MessageId | undefined {
  return (
    proofWords(key, { missing: 'key-refused', wrong: 'key-refused' }) ??
    proofWords(password, { missing: 'missing-password', wrong: 'wrong-password' })
  );
}

function withoutProblem(data: PageData): PageData {
  const { problem: _, ...rest } = data;
  return rest;
}

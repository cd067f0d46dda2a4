import { useCallback } from 'preact/hooks';
import type { MailLink, PageData } from '../../../../shared/api/page.ts';
import { askApi } from '../../api/ask-api.ts';
import { readOutcome } from '../../api/read-outcome.ts';
import { type SendEvent, type SendState, sendStep } from '../../components/send-state.ts';
import { useMachine } from '../../components/use-machine.ts';

type RevokeProblem = 'revoke-refused';

/** Runs the page: the link or code is made worthless when the button is pressed, never by opening the page. */
export function useRevoke(data: PageData) {
  const [state, send] = useMachine<SendState<RevokeProblem>, SendEvent<RevokeProblem>>(
    sendStep,
    startOf(data),
  );
  const onSubmit = useCallback(
    async (event: SubmitEvent) => {
      event.preventDefault();
      const { before, after } = send({ type: 'submitted', problem: undefined });
      if (before.phase !== 'ready' || after.phase !== 'sending' || data.link === undefined) return;
      const outcome = readOutcome(await askRevocation(data.basePath, data.link));
      if (outcome.kind === 'done') send({ type: 'answered', problem: undefined });
      else
        send({ type: 'answered', problem: outcome.kind === 'failed' ? outcome.problem : 'revoke-refused' });
    },
    [data, send],
  );
  return { state, onSubmit };
}

/** `DELETE api/reset-password` and `DELETE api/user/session/elevation/{id}` (behaviour.md §1.5, §1.7). */
function askRevocation(basePath: string, { purpose, token }: MailLink) {
  return purpose === 'revoke-one-time-code'
    ? askApi(`${basePath}api/user/session/elevation/${encodeURIComponent(token)}`, 'DELETE')
    : askApi(`${basePath}api/reset-password`, 'DELETE', { token });
}

function startOf({ isDone, problem }: PageData): SendState<RevokeProblem> {
  if (isDone === true) return { phase: 'done', problem: undefined };
  if (problem === 'unavailable' || problem === 'too-many') return { phase: 'ready', problem };
  return { phase: 'ready', problem: problem === undefined ? undefined : 'revoke-refused' };
}

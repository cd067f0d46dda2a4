import { useCallback, useRef } from 'preact/hooks';
import type { PageData } from '../../../../shared/api/page.ts';
import type { ResetPasswordStartBody } from '../../../../shared/api/password.ts';
import { askApi } from '../../api/ask-api.ts';
import { readOutcome } from '../../api/read-outcome.ts';
import type { SendEvent, SendState } from '../../components/send-state.ts';
import { sendStep } from '../../components/send-state.ts';
import { useMachine } from '../../components/use-machine.ts';

/** What can go wrong with asking for a link, as its message. */
type ResetProblem = 'missing-user-name' | 'reset-failed';

/** Runs the form that asks for a link: `POST api/reset-password/identity/start` (behaviour.md §1.7). */
export function useReset(data: PageData) {
  const form = useRef<HTMLFormElement>(null);
  const [state, send] = useMachine<SendState<ResetProblem>, SendEvent<ResetProblem>>(sendStep, startOf(data));
  const onSubmit = useCallback(
    async (event: SubmitEvent) => {
      event.preventDefault();
      const input = form.current?.elements.namedItem('username');
      if (!(input instanceof HTMLInputElement)) return;
      const isMissing = input.value.trim() === '';
      const { before, after } = send({
        type: 'submitted',
        problem: isMissing ? 'missing-user-name' : undefined,
      });
      if (isMissing) input.focus();
      if (before.phase !== 'ready' || after.phase !== 'sending') return;
      send({ type: 'answered', problem: await askForLink(data, input.value) });
    },
    [data, send],
  );
  return { state, form, onSubmit };
}

async function askForLink({ basePath, targetUrl, requestMethod }: PageData, username: string) {
  const body: ResetPasswordStartBody = {
    username,
    ...(targetUrl !== undefined && { targetURL: targetUrl }),
    ...(requestMethod !== undefined && { requestMethod }),
  };
  const outcome = readOutcome(await askApi(`${basePath}api/reset-password/identity/start`, 'POST', body));
  if (outcome.kind === 'done') return undefined;
  return outcome.kind === 'refused' ? 'reset-failed' : outcome.problem;
}

function startOf({ isDone, problem }: PageData): SendState<ResetProblem> {
  if (isDone === true) return { phase: 'done', problem: undefined };
  if (problem === 'missing-user-name') return { phase: 'ready', problem };
  return { phase: 'ready', problem: problem === undefined ? undefined : 'reset-failed' };
}

import type { MessageId } from '../../../i18n/message-id.ts';
import type { Translate } from '../../../i18n/translator.ts';
import type { ChangeProblem } from './change-state.ts';
import { settingsProblemText } from './settings-problem-text.ts';

/** What to say of a change that was not made; `refusals` names the refusals that the change is known to meet, by status. */
export function changeProblemText(
  t: Translate,
  problem: ChangeProblem | undefined,
  refusals: Readonly<Record<number, MessageId>> = {},
): string | undefined {
  if (problem === undefined) return undefined;
  if (problem.kind === 'failed') return settingsProblemText(t, problem.problem);
  return t(refusals[problem.status] ?? 'settings-refused');
}

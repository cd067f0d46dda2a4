import {
  passwordMessages,
  type ResetPasswordBody,
  type ResetPasswordTokenBody,
} from '../../../../shared/api/password.ts';
import { askApi } from '../../api/ask-api.ts';
import { readFailure } from '../../api/read-failure.ts';
import { type RequestOutcome, readOutcome } from '../../api/read-outcome.ts';
import type { RequestProblem } from '../../api/request-problem.ts';

/** Why the new password was not set, as its message. */
export type NewPasswordProblem = 'weak-password' | 'directory-refused' | 'link-not-valid' | 'reset-refused';

/** Why it was not set, with the directory's own words where it is `directory-refused`. */
export interface NewPasswordRefusal {
  readonly problem: NewPasswordProblem | RequestProblem;
  readonly words: string;
}

/** What carries the right to set a password between two tries: the link is spent by the first. */
export interface LinkUse {
  isRedeemed: boolean;
}

/**
 * Redeems the link, then sets the password (behaviour.md §1.7). A link is redeemed only now, when a person has pressed a button: programs that look
 * at mails follow links. Where it was redeemed before, by this page before a reload, the browser still has the right that it gave. Undefined where it worked.
 */
export async function setNewPassword(
  basePath: string,
  token: string,
  password: string,
  use: LinkUse,
): Promise<NewPasswordRefusal | undefined> {
  if (!use.isRedeemed) {
    const body: ResetPasswordTokenBody = { token };
    const redeemed = readOutcome(await askApi(`${basePath}api/reset-password/identity/finish`, 'POST', body));
    if (redeemed.kind === 'failed') return { problem: redeemed.problem, words: '' };
    use.isRedeemed = redeemed.kind === 'done';
  }
  const body: ResetPasswordBody = { password };
  const answer = await askApi(`${basePath}api/reset-password`, 'POST', body);
  // The new password counts, and that is what the person has to know.
  if (answer.kind === 'answer' && readFailure(answer.body) === passwordMessages.sessionsRemain)
    return undefined;
  const outcome = readOutcome(answer);
  if (outcome.kind === 'done') return undefined;
  const words = outcome.kind === 'refused' ? outcome.message : '';
  return { problem: problemOf(outcome, use), words };
}

function problemOf(outcome: Exclude<RequestOutcome, { readonly kind: 'done' }>, { isRedeemed }: LinkUse) {
  if (outcome.kind === 'failed') return outcome.problem;
  if (outcome.message === passwordMessages.weak || outcome.message === passwordMessages.tooSimple)
    return 'weak-password';
  if (outcome.message !== '' && outcome.message !== passwordMessages.resetFailed) return 'directory-refused';
  return isRedeemed ? 'reset-refused' : 'link-not-valid';
}

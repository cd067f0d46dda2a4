import type { MessageId } from '../i18n/message-id.ts';
import type { ProofProblem } from './proof-state.ts';

const words: Readonly<Record<Exclude<ProofProblem, 'missing' | 'wrong'>, MessageId>> = {
  offline: 'offline',
  'too-many': 'too-many',
  unavailable: 'unavailable',
  'foreign-origin': 'foreign-origin',
  cancelled: 'key-cancelled',
  unsupported: 'key-unsupported',
};

/** The words for what went wrong; those for an empty form and for a wrong proof are the proof's own. */
export function proofWords(
  problem: ProofProblem | undefined,
  own: { readonly missing: MessageId; readonly wrong: MessageId },
): MessageId | undefined {
  if (problem === undefined) return undefined;
  return problem === 'missing' || problem === 'wrong' ? own[problem] : words[problem];
}

/** How a criterion, or a whole rule, stands to a question: `may` = it holds for some people, and nobody knows yet who asks. */
export type Verdict = 'hit' | 'miss' | 'may';

/** Of alternatives the best one counts: hit, then may, then miss. */
export function bestVerdict<Item>(items: readonly Item[], verdictOf: (item: Item) => Verdict): Verdict {
  let best: Verdict = 'miss';
  for (const item of items) {
    const verdict = verdictOf(item);
    if (verdict === 'hit') return 'hit';
    if (verdict === 'may') best = 'may';
  }
  return best;
}

/** How two samples compare. */
export interface RankSum {
  /** The chance that a value of the first sample is greater than one of the second; ½ where nothing tells them apart. */
  readonly chanceOfGreater: number;
  /** How likely a difference like this is, or a greater one, where there is none (two-sided). */
  readonly p: number;
}

/** The Mann–Whitney U test, by its normal approximation: good from some twenty values on. Ties share their ranks. */
export function rankSum(first: readonly number[], second: readonly number[]): RankSum {
  const all = [
    ...first.map((value) => ({ value, isFirst: true })),
    ...second.map((value) => ({ value, isFirst: false })),
  ].toSorted((one, other) => one.value - other.value);
  let firstRanks = 0;
  for (let start = 0; start < all.length; ) {
    let end = start;
    while (end < all.length && all[end]?.value === all[start]?.value) end++;
    const sharedRank = (start + 1 + end) / 2;
    firstRanks += sharedRank * all.slice(start, end).filter(({ isFirst }) => isFirst).length;
    start = end;
  }
  const [count, otherCount] = [first.length, second.length];
  const u = firstRanks - (count * (count + 1)) / 2;
  const deviation = Math.sqrt((count * otherCount * (count + otherCount + 1)) / 12);
  const z = Math.max(0, Math.abs(u - (count * otherCount) / 2) - 0.5) / deviation;
  return { chanceOfGreater: u / (count * otherCount), p: Math.min(1, 2 * upperTail(z)) };
}

/** The chance that a standard normal value is greater than z ≥ 0 (Abramowitz and Stegun 26.2.17, error below 1e-7). */
function upperTail(z: number): number {
  const t = 1 / (1 + 0.2316419 * z);
  const series =
    t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * series;
}

/** What an error of the expression library says, without its picture of the source and in our spelling of names. */
export function textOf(error: unknown): string {
  if (!(error instanceof Error)) return 'it cannot be evaluated';
  const summary = 'summary' in error && typeof error.summary === 'string' ? error.summary : error.message;
  const [line = ''] = summary.replaceAll('matchesRe2', 'matches').split('\n');
  return line.charAt(0).toLowerCase() + line.slice(1).replace(/\.$/, '');
}

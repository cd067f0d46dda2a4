/** Syntax whose meaning for the end of an expression is not worth working out: flags, quoting, characters by number, brackets in classes. */
const tooMuch = /\(\?[^P<:]|\\[QEzxpPC\d]|\[\^?\]/;

/** One element of an expression: a class in brackets, an escape, or a character. */
const element = /\[(?:\\.|[^\]\\])*\]|\\.|./gs;

/**
 * The text that every host ends with that a regular expression is found in, lower case: `.example.com` for `^\w+\.example\.com$`. Empty
 * where that is not plain to see.
 */
export function literalEnd(expression: string): string {
  if (!expression.endsWith('$') || expression.endsWith('\\$') || tooMuch.test(expression)) return '';
  const elements = expression.slice(0, -1).match(element) ?? [];
  if (hasAlternatives(elements)) return '';
  let end = '';
  for (const one of elements.toReversed()) {
    const literal = literalOf(one);
    if (literal === undefined) break;
    end = literal + end;
  }
  return end.toLowerCase();
}

/** Whether an alternative stands outside all parentheses. */
function hasAlternatives(elements: readonly string[]): boolean {
  let depth = 0;
  for (const one of elements) {
    if (one === '(') depth++;
    if (one === ')') depth--;
    if (one === '|' && depth === 0) return true;
  }
  return false;
}

/** ASCII alone: other letters may have relatives in ASCII when case is ignored. */
function literalOf(one: string): string | undefined {
  if (/^[a-z\d_-]$/i.test(one)) return one;
  return one === '\\.' || one === '\\-' ? one.slice(1) : undefined;
}

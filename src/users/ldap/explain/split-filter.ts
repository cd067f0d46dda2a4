/**
 * The parts of a filter `(&(…)(…))`, each of which must hold; the filter itself where it is of another form. Parentheses within values are
 * escaped (RFC 4515 §3), so that counting finds the parts.
 */
export function splitFilter(filter: string): readonly string[] {
  const inner = /^\(&(.*)\)$/s.exec(filter.trim())?.[1];
  if (inner === undefined) return [filter];
  const parts: string[] = [];
  let [depth, start] = [0, 0];
  for (let index = 0; index < inner.length; index++) {
    if (inner[index] === '(' && depth++ === 0) start = index;
    if (inner[index] === ')' && --depth === 0) parts.push(inner.slice(start, index + 1));
  }
  return parts;
}

import { isSecretName } from './key-path.ts';

const maxLength = 100;
const keyed = /^(\s*(?:- +)*)(?:"([^"]*)"|'([^']*)'|([^\s:#'"[{][^:#]*?))\s*:(?:\s|$)/;

/**
 * The line of a file as it may be shown; undefined where it might hold a secret. Its value is left out but for the key `shownKey`, which must be a
 * known one. Works on the text alone, so that it is as careful with a file that cannot be parsed: what is no `key: value`, or lies below a key
 * that is named like a secret, is not shown.
 */
export function excerptOf(
  lines: readonly string[],
  line: number,
  shownKey: string | undefined,
): string | undefined {
  const text = lines[line - 1];
  const match = text === undefined ? null : keyed.exec(text);
  if (text === undefined || match === null || isBelowSecret(lines, line)) return undefined;
  const rest = text.slice(match[0].length).trim();
  const isSafe = rest === '' || (nameIn(match) === shownKey && !mayHoldSecret(rest));
  const shown = isSafe ? text.trimEnd() : `${match[0].trimEnd()} …`;
  return shown.length > maxLength ? `${shown.slice(0, maxLength)}…` : shown;
}

function nameIn(match: RegExpExecArray): string {
  return (match[2] ?? match[3] ?? match[4] ?? '').trim();
}

/** Whether the line, or a key above it by indentation, is named like a secret. */
function isBelowSecret(lines: readonly string[], line: number): boolean {
  let indentation = Number.POSITIVE_INFINITY;
  for (let index = line - 1; index >= 0; index--) {
    const text = lines[index] ?? '';
    if (text.trim() === '' || text.trimStart().startsWith('#')) continue;
    const match = keyed.exec(text);
    const start = match?.[1]?.length ?? text.length - text.trimStart().length;
    if (start >= indentation) continue;
    indentation = start;
    if (match !== null && isSecretName(nameIn(match))) return true;
  }
  return false;
}

/** Whether a value could hold a secret of its own: inside braces, a URL with a password, or a block that goes on below. */
function mayHoldSecret(value: string): boolean {
  return (
    /^[[{&*!|>]/.test(value) ||
    /:\/\/[^/\s]*@/.test(value) ||
    /(?:key|secret|password|token|chain|jwks)/i.test(value)
  );
}

import type { ConfigProblem } from './problem.ts';

/** How problems are printed. */
export interface FormatOptions {
  /** Whether the terminal shows colours; `NO_COLOR` and files say no. */
  readonly hasColor: boolean;
}

/** Prints problems for a terminal: place, key, what is wrong, the line, what to write; one blank line between two. Empty for no problems. */
export function formatProblems(problems: readonly ConfigProblem[], { hasColor }: FormatOptions): string {
  const paint = (code: string, text: string) => (hasColor ? `\u001b[${code}m${text}\u001b[0m` : text);
  return problems
    .map((problem) => {
      const color = problem.severity === 'error' ? '31;1' : '33;1';
      const place = formatPlace(problem);
      const key = problem.keyPath === '' ? '' : `${paint('1', withoutControls(problem.keyPath))}: `;
      const lines = [
        `${paint(color, problem.severity)} ${place === '' ? '' : `${place}  `}${key}${withoutControls(problem.message)}`,
      ];
      if (problem.excerpt !== undefined && problem.source?.kind === 'file') {
        const number = String(problem.source.line ?? '');
        lines.push(paint('2', `    ${number} | ${withoutControls(problem.excerpt)}`));
        const { column } = problem.source;
        if (column !== undefined && column <= problem.excerpt.length) {
          lines.push(paint('2', `    ${' '.repeat(number.length)} | ${' '.repeat(column - 1)}^`));
        }
      }
      if (problem.hint !== undefined) lines.push(`    → ${withoutControls(problem.hint)}`);
      return `${lines.join('\n')}\n`;
    })
    .join('\n');
}

function formatPlace({ source }: ConfigProblem): string {
  if (source === undefined) return '';
  if (source.kind === 'environment') return source.variable;
  return [source.file, source.line, source.column].filter((part) => part !== undefined).join(':');
}

/** A file may hold characters that move a terminal's cursor or change its colours. */
function withoutControls(text: string): string {
  return text.replaceAll(/\p{Cc}|\p{Cf}/gu, (character) => (character === '\t' ? ' ' : '·'));
}

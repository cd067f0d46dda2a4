import type { Origin } from '../raw-tree.ts';

/** The text of a file after its filters, and what is needed to point back into the file. */
export interface SourceText {
  /** As the operator named it. */
  readonly file: string;
  /** After the filters. */
  readonly text: string;
  /** The lines of the file itself. */
  readonly originalLines: readonly string[];
  /** For each line of `text`, counted from 0, the line of the file that it comes from, counted from 1. */
  readonly lineNumbers: readonly number[];
}

/** A file's text to which no filter was applied. */
export function unfilteredText(file: string, text: string): SourceText {
  const originalLines = text.split('\n');
  return { file, text, originalLines, lineNumbers: originalLines.map((_, index) => index + 1) };
}

/** Gives the place in the file for offsets into the filtered text. */
export function createLocator(source: SourceText): (offset: number) => Origin & { kind: 'file' } {
  const starts = [0];
  for (let at = source.text.indexOf('\n'); at >= 0; at = source.text.indexOf('\n', at + 1))
    starts.push(at + 1);
  return (offset) => {
    const index = lastAtMost(starts, offset);
    const start = starts[index] ?? 0;
    const line = source.lineNumbers[index] ?? index + 1;
    const end = starts[index + 1] ?? source.text.length + 1;
    const isUntouched = source.text.slice(start, end - 1) === source.originalLines[line - 1];
    return { kind: 'file', file: source.file, line, column: isUntouched ? offset - start + 1 : undefined };
  };
}

function lastAtMost(sorted: readonly number[], value: number): number {
  let [low, high] = [0, sorted.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((sorted[middle] ?? 0) <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Rendered text, and for each of its lines, counted from 0, the line that it comes from. */
export interface Rendered {
  readonly text: string;
  readonly lineNumbers: readonly number[];
}

/** Collects what a template writes and remembers from which line each line came. */
export interface Output {
  /** Writes text that stands in the template at the line: the lines go on with it. */
  writeText(text: string, line: number): void;
  /** Writes what an action at the line gave: however many lines it has, they come from that one. */
  writeValue(text: string, line: number): void;
  /** Characters written so far. */
  size(): number;
  finish(): Rendered;
}

/** An output with nothing in it. */
export function createOutput(): Output {
  const parts: string[] = [];
  const lineNumbers: number[] = [];
  // A line belongs to whatever writes the first of it that is not white space; an empty one to what came before it.
  let current: number | undefined;
  let whenEmpty = 1;
  let size = 0;
  const write = (text: string, lineOf: (index: number) => number) => {
    parts.push(text);
    size += text.length;
    for (const [index, piece] of text.split('\n').entries()) {
      if (index > 0) {
        lineNumbers.push(current ?? whenEmpty);
        current = undefined;
        whenEmpty = lineOf(index);
      }
      if (piece.trim() !== '') current ??= lineOf(index);
    }
  };
  return {
    writeText: (text, line) => write(text, (index) => line + index),
    writeValue: (text, line) => write(text, () => line),
    size: () => size,
    finish: () => ({ text: parts.join(''), lineNumbers: [...lineNumbers, current ?? whenEmpty] }),
  };
}

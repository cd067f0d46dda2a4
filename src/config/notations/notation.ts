/** A part of JSON Schema, for editors and the key reference. */
export interface JsonSchemaFragment {
  /** What an operator calls the notation: `duration`, `address`. */
  readonly title?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly (string | number)[];
  readonly items?: JsonSchemaFragment;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly writeOnly?: boolean;
}

/** One way of writing a value in the configuration (behaviour.md §4.2). */
export interface Notation<Ready> {
  readonly jsonSchema: JsonSchemaFragment;
  /**
   * Reads what was written. Weakly typed, because the environment knows strings only. It is never handed nothing (absent, null, empty
   * text): whether a key may be left out is the key's business, not the notation's.
   */
  readonly read: (raw: unknown) => Ready | Misread;
}

/** What is wrong with a value, and what to write. Paths are relative to the value: list positions. */
export interface MisreadProblem {
  readonly path: readonly (string | number)[];
  readonly message: string;
  readonly hint: string;
}

/** The answer of a notation that cannot read a value. Never holds a secret. */
export class Misread {
  readonly problems: readonly MisreadProblem[];

  constructor(problems: readonly MisreadProblem[]) {
    this.problems = problems;
  }
}

/** A misread of the whole value: one sentence on what is wrong, one on what to write. */
export function misread(message: string, hint: string): Misread {
  return new Misread([{ path: [], message, hint }]);
}

/** A written scalar as text, trimmed; empty for what is no scalar (a map may bring a `toString` of its own). */
export function scalarText(raw: unknown): string {
  return typeof raw === 'string' || typeof raw === 'number' || typeof raw === 'boolean'
    ? String(raw).trim()
    : '';
}

/** A written value for use in a message, shortened. Not for secrets. */
export function quote(raw: unknown): string {
  const text = typeof raw === 'string' ? raw : (JSON.stringify(raw) ?? String(raw));
  return `"${text.length > 60 ? `${text.slice(0, 57)}...` : text}"`;
}

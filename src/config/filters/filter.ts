import type { SourceText } from '../sources/source-text.ts';

/** What filters may look at. */
export interface FilterContext {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Where relative paths begin. */
  readonly workingDirectory: string;
  /** 16 fresh random bytes. */
  readonly randomBytes: () => Uint8Array;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Rewrites the text of a configuration file before it is read as YAML. Throws `FilterError`. */
export type Filter = (source: SourceText, context: FilterContext) => SourceText;

/** A mistake in what a filter was given to rewrite. The message holds no value of a variable or file. */
export class FilterError extends Error {
  /** From 1, in the file itself. */
  readonly line: number;
  /** From 1; undefined where an earlier filter changed the line. */
  readonly column: number | undefined;
  readonly hint: string | undefined;

  constructor(
    message: string,
    place: { line: number; column?: number | undefined; hint?: string | undefined },
  ) {
    super(message);
    this.name = 'FilterError';
    this.line = place.line;
    this.column = place.column;
    this.hint = place.hint;
  }
}

/** Something that an operator should mend, or know, in what they configured. Never holds a secret's value. */
export interface ConfigProblem {
  /** An error stops the start; a warning is told and the start goes on. */
  readonly severity: 'error' | 'warning';
  /** The dotted path of the key, list positions counted from 0: `session.cookies[0].domain`; empty for a whole file. */
  readonly keyPath: string;
  /** What is wrong, one sentence. */
  readonly message: string;
  /** What to write instead. */
  readonly hint: string | undefined;
  /** Where it stands: a file with line and column from 1, an environment variable, or nothing for what is missing. */
  readonly source:
    | {
        readonly kind: 'file';
        readonly file: string;
        readonly line: number | undefined;
        readonly column: number | undefined;
      }
    | { readonly kind: 'environment'; readonly variable: string }
    | undefined;
  /** The line of the file as its author wrote it; left out wherever it might hold a secret. */
  readonly excerpt?: string | undefined;
}

/** The `log` section (behaviour.md §4.3). */
export interface LogConfig {
  readonly level: 'trace' | 'debug' | 'info' | 'warn' | 'error';
  readonly format: 'text' | 'json';
  /** Undefined = standard output. `%d` and `{datetime}` stand for the time of opening. */
  readonly file_path: string | undefined;
  readonly keep_stdout: boolean;
}

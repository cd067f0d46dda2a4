/** What a command may use of the world around it, so that tests can hand in another. */
export interface CliIo {
  /** Writes to standard output; the text brings its own line ends. */
  stdout(text: string): void;
  /** Writes to standard error; the text brings its own line ends. */
  stderr(text: string): void;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly workingDirectory: string;
  /** Whether standard error shows colours; no where it is left out. */
  readonly hasColor?: boolean;
  /** Asks for one line, not shown while it is typed where `hidden`. Left out where nobody can be asked. */
  readLine?(prompt: string, options: { readonly hidden: boolean }): Promise<string>;
}

/** Exit codes of every command. */
export const exitCodes = {
  success: 0,
  /** What was asked for did not work out: an invalid configuration, a wrong password. */
  failure: 1,
  /** The command line itself is wrong. */
  usage: 2,
} as const;

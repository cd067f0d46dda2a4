/** Why a command cannot do what was asked; the message is for the person at the terminal and holds no secret. */
export class CommandError extends Error {
  /** `usage` where the command line itself is wrong. */
  readonly kind: 'usage' | 'failure';

  constructor(kind: 'usage' | 'failure', message: string) {
    super(message);
    this.name = 'CommandError';
    this.kind = kind;
  }
}

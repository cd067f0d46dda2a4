/**
 * Stable names of the ways in which the outside world can fail us. `http/error-answer.ts` maps each to a status.
 */
export type AppErrorCode =
  | 'session-store-unavailable'
  | 'user-backend-unavailable'
  | 'storage-unavailable'
  | 'storage-key-wrong'
  | 'overloaded'
  | 'notification-failed'
  | 'duo-unavailable'
  | 'configuration-invalid'
  | 'internal';

/**
 * A failure of the outside world: a store that is away, a directory that does not answer.
 * `message` may be shown to anyone; `detail` is for the log alone. Neither ever holds a secret.
 */
export class AppError extends Error {
  readonly code: AppErrorCode;
  readonly detail: string | undefined;

  constructor(code: AppErrorCode, message: string, options: { detail?: string; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.detail = options.detail;
  }
}

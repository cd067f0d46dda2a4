import type { RemoteFailure } from '../../remote/remote-server.ts';

/** A server that follows another one and takes no writes. */
export class StandbyError extends Error {
  constructor() {
    super('the server is a standby, which takes no writes');
    this.name = 'StandbyError';
  }
}

/** Classes and codes of SQLSTATE (PostgreSQL's appendix A) after which a connection is of no use. */
const lossCodes = /^(?:08|28|3D|53|57P|58|25006)/;

/** A deadlock, and what is as good as one. */
const conflictCodes = new Set(['40001', '40P01']);

/** Codes whose message may show a value that was stored or asked for: data exceptions. */
const tellingCodes = /^22/;

/** What an error of `pg` means. Its message names tables and columns; values are in other fields, which are left out. */
export function explainPostgresError(error: unknown): RemoteFailure {
  if (!(error instanceof Error)) return { reason: 'unknown', isLoss: true };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  const isReply = code !== undefined && 'severity' in error;
  if (!isReply) return { reason: error.message || (code ?? error.name), isLoss: true };
  return {
    reason: tellingCodes.test(code) ? `error ${code}` : `${error.message} (${code})`,
    isLoss: lossCodes.test(code),
    isConflict: conflictCodes.has(code),
  };
}

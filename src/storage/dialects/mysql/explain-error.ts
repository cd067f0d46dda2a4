import type { RemoteFailure } from '../../remote/remote-server.ts';

/** Refusals of the server after which a connection is of no use: shutting down, killed, too many, read only, not allowed in. */
const lossCodes = new Set([
  'ER_SERVER_SHUTDOWN',
  'ER_CONNECTION_KILLED',
  'ER_CON_COUNT_ERROR',
  'ER_TOO_MANY_USER_CONNECTIONS',
  'ER_OPTION_PREVENTS_STATEMENT',
  'ER_ACCESS_DENIED_ERROR',
  'ER_DBACCESS_DENIED_ERROR',
  'ER_BAD_DB_ERROR',
]);

/** The SQLSTATE of a deadlock. */
const serializationFailure = '40001';

/** What an error of `mysql2` means. Messages of the server may show values (a duplicate key), so that only those about access are told. */
export function explainMysqlError(error: unknown): RemoteFailure {
  if (!(error instanceof Error)) return { reason: 'unknown', isLoss: true };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  const state = 'sqlState' in error && typeof error.sqlState === 'string' ? error.sqlState : undefined;
  if (state === undefined) return { reason: error.message || (code ?? error.name), isLoss: true };
  const isLoss = code !== undefined && lossCodes.has(code);
  const isConflict = state === serializationFailure;
  return { reason: isLoss ? `${error.message} (${code})` : `error ${code ?? state}`, isLoss, isConflict };
}

import type { QueryResult } from 'kysely';

/** What `mysql2` gives, as Kysely wants it: rows, or how many rows a change met. */
export function toQueryResult(result: unknown): QueryResult<unknown> {
  if (Array.isArray(result)) return { rows: result };
  if (typeof result !== 'object' || result === null || !('affectedRows' in result)) return { rows: [] };
  const info = 'info' in result && typeof result.info === 'string' ? result.info : '';
  // An update tells the rows it met, as the other engines do, and not only those whose values are other ones now.
  const matched = /^Rows matched: (\d+)/.exec(info)?.[1];
  return { rows: [], numAffectedRows: BigInt(matched ?? Number(result.affectedRows)) };
}

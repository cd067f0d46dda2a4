import { choice } from '../../notations/choice.ts';
import type { Report } from '../../section.ts';
import type { SessionConfig } from '../session.ts';

/** Where sessions are kept: `store`. */
export type SessionStoreKind = 'memory' | 'redis' | 'sql';

/** `store`: where sessions are kept. */
export const sessionStore = choice('memory', 'redis', 'sql');

/** Grace for longer than this is warned of: sessions that another instance ended may go on here for so long. */
const longGraceMs = 3_600_000;

/** What is written must be what is meant: no two places, and no grace without a store that can be away. */
export function checkSessionStore({ store, redis, grace }: SessionConfig, report: Report): void {
  if (store === 'redis' && redis === undefined) {
    const hint = 'Write session.redis: {host: …}, or another store.';
    report({
      path: ['store'],
      severity: 'error',
      message: 'Sessions cannot be kept in a Redis that is not written.',
      hint,
    });
  }
  if (store !== 'redis' && redis !== undefined) {
    const message = `Sessions are kept in one place only, not in ${placeOf[store]} and in Redis.`;
    report({ path: ['store'], severity: 'error', message, hint: 'Remove session.redis, or this key.' });
  }
  if (grace === null) return;
  if (store === 'memory') {
    const message =
      'Without effect: sessions in memory go on in any case while the database that keeps them is away.';
    report({ path: ['grace'], severity: 'warning', message, hint: 'Remove this key.' });
  } else if (grace > longGraceMs) {
    const message =
      'For so long a session that is ended at another instance goes on here while the store is away.';
    report({ path: ['grace'], severity: 'warning', message, hint: 'Write some minutes, such as 10m.' });
  }
}

const placeOf: Readonly<Record<SessionStoreKind, string>> = {
  memory: 'memory',
  redis: 'Redis',
  sql: 'the database',
};

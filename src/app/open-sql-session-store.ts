import { AppError } from '../lib/app-error.ts';
import type { SessionStore } from '../session/store.ts';
import { createSqlSessionStore } from '../session/stores/sql.ts';
import type { Database } from '../storage/database.ts';
import { createSharedSessions } from '../storage/shared-sessions.ts';
import { lastingSessionSecret } from './lasting-session-secret.ts';
import type { World } from './world.ts';

/**
 * Sessions in the database of the storage (`session.store: sql`). Throws `AppError` where that is not the server of the configuration: the storage
 * leaves Authelia's own tables alone and then keeps data in this process, which is fine for bans, but signs nobody in at another instance.
 */
export function openSqlSessionStore(
  { config, clock, random }: Pick<World, 'config' | 'clock' | 'random'>,
  database: Database,
): { readonly store: SessionStore; readonly secret: string | Uint8Array } {
  if (!database.isShared) {
    throw new AppError('configuration-invalid', 'Sessions cannot be kept in the database.', {
      detail:
        'it holds the tables of Authelia, which are left alone: write another storage.postgres.schema or storage.mysql.database',
    });
  }
  const secret = lastingSessionSecret(config);
  return {
    store: createSqlSessionStore({ shared: createSharedSessions(database), secret, clock, random }),
    secret,
  };
}

import type { ScriptRunner } from '../regulation/bucket-stores/redis.ts';
import type { SessionStore } from '../session/store.ts';
import { createDurableSessionStore } from '../session/stores/durable.ts';
import { createMemorySessionStore } from '../session/stores/memory.ts';
import { type GraceState, withGrace } from '../session/stores/with-grace.ts';
import type { EndObserver } from '../session/tell-ends.ts';
import { createKeptSessions } from '../storage/kept-sessions.ts';
import type { Storage } from '../storage/open-storage.ts';
import { lastingSessionSecret } from './lasting-session-secret.ts';
import { openSqlSessionStore } from './open-sql-session-store.ts';
import type { World } from './world.ts';

/** Sessions of the configured kind, not yet checked. */
export interface OpenedSessionStore {
  readonly store: SessionStore;
  /** What cookies are turned into keys with; undefined = made up, for as long as the process lives. */
  readonly secret: string | Uint8Array | undefined;
  /** The connection of the sessions, for what else all instances share; undefined where sessions are in memory. */
  readonly redis: ScriptRunner | undefined;
  /** How grace is used; absent where it is not written. */
  readonly grace?: GraceState | undefined;
}

/**
 * The session store of the configuration, with grace where that is written: in Redis; in the database of the storage; or in memory, and then kept in the
 * durable storage unless that is switched off.
 */
export async function openSessionStore(
  world: World,
  storage: Pick<Storage, 'database'>,
  onEnded?: EndObserver,
): Promise<OpenedSessionStore> {
  const { store: kind, grace } = world.config.session;
  if (kind === 'memory') return openMemory(world, storage, onEnded);
  const opened =
    kind === 'redis'
      ? await openRedis(world)
      : { ...openSqlSessionStore(world, storage.database), redis: undefined };
  if (grace === null) return opened;
  const store = withGrace({ store: opened.store, graceMs: grace, clock: world.clock, log: world.log });
  return { ...opened, store, grace: store.grace };
}

function openMemory(
  { config, ...world }: World,
  { database }: Pick<Storage, 'database'>,
  onEnded?: EndObserver,
): OpenedSessionStore {
  if (!config.session.keep_across_restarts) {
    return { store: createMemorySessionStore(world), secret: config.session.secret, redis: undefined };
  }
  const secret = lastingSessionSecret(config);
  const kept = createKeptSessions(database);
  return { store: createDurableSessionStore({ ...world, kept, secret, onEnded }), secret, redis: undefined };
}

async function openRedis({ config, ...world }: World): Promise<OpenedSessionStore> {
  const { redis, secret } = config.session;
  if (redis === undefined || secret === undefined)
    throw new TypeError('the configuration demands Redis and a secret where sessions are kept there');
  // Loaded only where it is used: its client is a quarter of the program.
  const { createCachedRedisSessionStore } = await import('../session/stores/cached-redis.ts');
  const store = createCachedRedisSessionStore({ ...world, config: redis, secret });
  return { store, secret, redis: store };
}

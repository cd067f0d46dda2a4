import type { ScriptRunner } from '../regulation/bucket-stores/redis.ts';
import type { SessionStore } from '../session/store.ts';
import { createDurableSessionStore } from '../session/stores/durable.ts';
import { createMemorySessionStore } from '../session/stores/memory.ts';
import { createRedisSessionStore } from '../session/stores/redis.ts';
import type { EndObserver } from '../session/tell-ends.ts';
import { createKeptSessions } from '../storage/kept-sessions.ts';
import type { Storage } from '../storage/open-storage.ts';
import { lastingSessionSecret } from './lasting-session-secret.ts';
import type { World } from './world.ts';

/** Sessions of the configured kind, not yet checked. */
export interface OpenedSessionStore {
  readonly store: SessionStore;
  /** What cookies are turned into keys with; undefined = made up, for as long as the process lives. */
  readonly secret: string | Uint8Array | undefined;
  /** The connection of the sessions, for what else all instances share; undefined where sessions are in memory. */
  readonly redis: ScriptRunner | undefined;
}

/** The session store of the configuration: in Redis; or in memory, and then kept in the durable storage unless that is switched off. */
export function openSessionStore(
  { config, ...world }: World,
  { database }: Pick<Storage, 'database'>,
  onEnded?: EndObserver,
): OpenedSessionStore {
  const { redis, secret, keep_across_restarts: isKept } = config.session;
  if (redis === undefined && !isKept) {
    return { store: createMemorySessionStore(world), secret, redis: undefined };
  }
  if (redis === undefined) {
    const lasting = lastingSessionSecret(config);
    const kept = createKeptSessions(database);
    const store = createDurableSessionStore({ ...world, kept, secret: lasting, onEnded });
    return { store, secret: lasting, redis: undefined };
  }
  if (secret === undefined) throw new TypeError('the configuration demands a secret where Redis is used');
  const store = createRedisSessionStore({ ...world, config: redis, secret });
  return { store, secret, redis: store };
}

import type { ScriptRunner } from '../regulation/bucket-stores/redis.ts';
import type { SessionStore } from '../session/store.ts';
import { createMemorySessionStore } from '../session/stores/memory.ts';
import { createRedisSessionStore } from '../session/stores/redis.ts';
import type { World } from './world.ts';

/** The session store of the configuration, not yet checked. */
export function openSessionStore({ config, ...world }: World): {
  readonly store: SessionStore;
  /** The connection of the sessions, for what else all instances share; undefined where sessions are in memory. */
  readonly redis: ScriptRunner | undefined;
} {
  const { redis, secret } = config.session;
  if (redis === undefined) return { store: createMemorySessionStore(world), redis: undefined };
  if (secret === undefined) throw new TypeError('the configuration demands a secret where Redis is used');
  const store = createRedisSessionStore({ ...world, config: redis, secret });
  return { store, redis: store };
}

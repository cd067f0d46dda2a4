import type { SessionStore, StoreWatcher } from '../store.ts';
import { createCachedSessionStore } from './cached.ts';
import { createChangeTracking } from './redis/change-tracking.ts';
import { redisKeys } from './redis/redis-keys.ts';
import { createRedisSessionStore, type RedisSessionStore, type RedisSessionStoreOptions } from './redis.ts';

const { sessionPrefix, probeKey } = redisKeys;

/**
 * Sessions in Redis with a cache of opened ones in this process, as `session.redis.local_cache` says. The server tells of every change, on the connection
 * that sessions are read with; while it does not, every question goes to it.
 */
export function createCachedRedisSessionStore(
  options: RedisSessionStoreOptions,
): SessionStore & Pick<RedisSessionStore, 'runScript'> {
  const { config, clock, log } = options;
  if (!config.local_cache.enable) return createRedisSessionStore(options);
  let watcher: StoreWatcher | undefined;
  const store = createRedisSessionStore({
    ...options,
    listener: { noteChange: (key) => tracking.noteChange(key), noteLoss: () => tracking.noteLoss() },
  });
  const tracking = createChangeTracking({
    ask: (command) => store.ask(command),
    prefix: sessionPrefix,
    probeKey,
    timeoutMs: config.timeout,
    onChange(prefixedKey) {
      const key = prefixedKey.slice(sessionPrefix.length);
      cached.forget(key);
      watcher?.changed(key);
    },
    onGap() {
      cached.forgetAll();
      watcher?.missed();
    },
    log,
    monotonicMs: () => performance.now(),
  });
  const { entries } = config.local_cache;
  const cached = createCachedSessionStore({ store, trust: tracking, entries, clock });
  return {
    ...cached,
    runScript: store.runScript,
    watch(wanted) {
      watcher = wanted;
    },
  };
}

import { createHmac } from 'node:crypto';
import type { RedisConfig } from '../../config/sections/session.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Log } from '../../lib/log.ts';
import type { Random } from '../../lib/random.ts';
import { createSeal, deriveKey } from '../../lib/seal.ts';
import type { Session } from '../session.ts';
import type { SessionKey, SessionStore } from '../store.ts';
import { createRedisConnection, type RedisConnection } from './redis/connection.ts';
import {
  moveScript,
  removeByUserScript,
  removeScript,
  replaceScript,
  saveScript,
  touchScript,
} from './redis/scripts.ts';
import { createSessionSealer } from './session-sealer.ts';

/**
 * Where our records live. Not Authelia's `authelia-session:`, for the records are of another form: both programs may use one Redis while one
 * takes over from the other, and neither reads what it cannot understand.
 */
const [sessionPrefix, indexPrefix, probeKey] = [
  'gatehouse:session:',
  'gatehouse:session-user:',
  'gatehouse:session-probe',
];

/** How many sessions are touched by one script: Redis answers nobody else while it runs. */
const touchedAtOnce = 500;

/** What the store needs. */
export interface RedisSessionStoreOptions {
  readonly config: RedisConfig;
  /** `session.secret`: seals what is stored. Instances that share the Redis must share it. */
  readonly secret: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** PEM certificates to trust for TLS besides the system's (`certificates_directory`). */
  readonly trustedCertificates?: readonly string[];
}

/** Sessions in Redis, and the connection for what else is to be shared by all instances. */
export type RedisSessionStore = SessionStore & Pick<RedisConnection, 'runScript'>;

/**
 * Sessions in Redis (6.0 or newer) or Valkey, shared by all instances. Nothing of a user is readable there: sessions are sealed (AES-256-GCM,
 * bound to key and cookie domain), keys and user names are keyed hashes; times and the cookie domain are in the clear.
 *
 * One connection carries all commands, pipelined, so `maximum_active_connections` and `minimum_idle_connections` are always kept. The connection
 * keys are explained at `createRedisConnection`. Redis must not evict records (`maxmemory-policy noeviction`): a lost user index would
 * hide sessions from those who want to end them.
 */
export function createRedisSessionStore(options: RedisSessionStoreOptions): RedisSessionStore {
  const { config, secret, clock, random, log, trustedCertificates = [] } = options;
  const connection = createRedisConnection({ config, log, probeKey, trustedCertificates });
  const sealer = createSessionSealer(createSeal(deriveKey(secret, 'gatehouse session seal'), random));
  const userKey = deriveKey(secret, 'gatehouse session user index');
  const userHash = (username: string) => createHmac('sha256', userKey).update(username).digest('base64url');

  async function load(key: SessionKey): Promise<Session | undefined> {
    const reply = await connection.run(['HMGET', sessionPrefix + key, 's', 'a', 'e', 'd', 'p']);
    const [sealed, activity, ends, cookieDomain, place] = buffersOf(reply);
    if (sealed === undefined || cookieDomain === undefined) return undefined;
    if (!(Number(ends) > clock.now())) return undefined;
    const session = sealer.open(key, {
      sealed,
      cookieDomain: cookieDomain.toString(),
      lastActivityAtMs: Number(activity),
    });
    const lastSeenAddress = place && sealer.openAddress(key, place);
    return session && lastSeenAddress !== undefined ? { ...session, lastSeenAddress } : session;
  }

  async function findByUser(username: string) {
    const ids = await connection.run(['ZRANGE', indexPrefix + userHash(username), '0', '-1']);
    const keys = buffersOf(ids).map(String);
    const sessions = await Promise.all(keys.map(load));
    return keys.flatMap((key, index) => {
      const session = sessions[index];
      return session === undefined ? [] : [{ key, session }];
    });
  }

  return {
    isRemote: true,
    load,
    findByUser,
    async save(key, session, expiresAtMs) {
      const nowMs = clock.now();
      if (expiresAtMs <= nowMs) return;
      const user = userHash(session.username);
      const keys = [sessionPrefix + key, indexPrefix + user];
      const sealed = sealer.seal(key, session);
      const { lastActivityAtMs, cookieDomain } = session;
      const lifetimeMs = expiresAtMs - nowMs;
      const values = [nowMs, lifetimeMs, key, sealed, lastActivityAtMs, expiresAtMs, cookieDomain, user];
      await connection.runScript(saveScript, keys, values);
    },
    async replace(key, session) {
      const values = [clock.now(), sealer.seal(key, session), session.lastActivityAtMs];
      return (await connection.runScript(replaceScript, [sessionPrefix + key], values)) === 1;
    },
    async move(from, to, session) {
      const keys = [sessionPrefix + from, sessionPrefix + to];
      const sealed = sealer.seal(to, session);
      const values = [clock.now(), sealed, session.lastActivityAtMs, from, to, indexPrefix];
      return (await connection.runScript(moveScript, keys, values)) === 1;
    },
    async touch(activity) {
      const entries = [...activity];
      for (let start = 0; start < entries.length; start += touchedAtOnce) {
        const some = entries.slice(start, start + touchedAtOnce);
        const keys = some.map(([key]) => sessionPrefix + key);
        await connection.runScript(
          touchScript,
          keys,
          some.flatMap(([key, { atMs, address }]) => [
            atMs,
            address === undefined ? '' : sealer.sealAddress(key, address),
          ]),
        );
      }
    },
    async remove(key) {
      const values = [clock.now(), key, indexPrefix];
      return (await connection.runScript(removeScript, [sessionPrefix + key], values)) === 1;
    },
    async removeByUser(username, except = []) {
      const values = [clock.now(), sessionPrefix, ...except];
      const index = indexPrefix + userHash(username);
      return Number(await connection.runScript(removeByUserScript, [index], values));
    },
    runScript: (...script) => connection.runScript(...script),
    check: () => connection.open(),
    close: () => connection.close(),
  };
}

/** The items of an array reply: byte strings, or undefined where there is nothing. */
function buffersOf(reply: unknown): readonly (Buffer | undefined)[] {
  if (!Array.isArray(reply)) return [];
  return reply.map((item: unknown) => (Buffer.isBuffer(item) ? item : undefined));
}

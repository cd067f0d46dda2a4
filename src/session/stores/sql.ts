import { AppError } from '../../lib/app-error.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Random } from '../../lib/random.ts';
import type { SeenKey, SessionChange, SharedSession, SharedSessions } from '../../storage/shared-sessions.ts';
import type { Seen, Session } from '../session.ts';
import type { SessionKey, SessionStore } from '../store.ts';
import { createSessionCodec, type SessionCodec } from './durable/session-codec.ts';
import { createBatchedLoads } from './sql/batched-loads.ts';
import { padded } from './sql/padded.ts';

/** What the store needs. */
export interface SqlSessionStoreOptions {
  readonly shared: SharedSessions;
  /** Seals what is stored. Instances that share the database must share it. */
  readonly secret: string | Uint8Array;
  readonly clock: Clock;
  readonly random: Random;
}

/** How many sessions are touched by one statement, which is the longer the more there are. */
const touchedAtOnce = 128;

/** A key that no session has: keys are 43 characters. */
const probeKey = 'probe';

/**
 * Sessions in PostgreSQL, MySQL or MariaDB, shared by all instances; the records are those that sessions in memory are kept as over a restart, so that
 * nobody is signed out who moves from the one to the other. Nothing of a user is readable there: sessions are sealed (AES-256-GCM, bound to key and
 * cookie domain), keys and user names are keyed hashes; times and the cookie domain are in the clear.
 *
 * No session is remembered between two requests, so what one instance ends is over for all at once. Requests that come at the same time share a statement.
 */
export function createSqlSessionStore({
  shared,
  secret,
  clock,
  random,
}: SqlSessionStoreOptions): SessionStore {
  const codec = createSessionCodec(secret, random);
  const now = () => clock.now();
  const loads = createBatchedLoads((keys) => shared.find(keys, now()));
  const changeTo = (key: SessionKey, session: Session): SessionChange => ({
    sealed: codec.sealer.seal(key, session),
    lastActivityAtMs: session.lastActivityAtMs,
  });
  const openAll = (found: readonly SharedSession[]) =>
    found.flatMap((one) => {
      const session = open(codec, one);
      return session === undefined ? [] : [{ key: one.key, session }];
    });
  const userDigest = (username: string) => codec.userDigest(username);

  return {
    isRemote: true,
    async load(key) {
      const found = await reached(loads.find(key));
      // Time went on meanwhile.
      return found === undefined || found.expiresAtMs <= now() ? undefined : open(codec, found);
    },
    async save(key, session, expiresAtMs) {
      if (expiresAtMs > now()) await reached(shared.add(codec.close(key, session, expiresAtMs)));
    },
    replace: (key, session) => reached(shared.replace(key, changeTo(key, session), now())),
    move: (from, to, session) => reached(shared.move(from, to, changeTo(to, session), now())),
    touch: (activity) => touch(shared, codec, activity),
    remove: (key) => reached(shared.remove(key, now())),
    findByUser: async (username) => openAll(await reached(shared.findByUser(userDigest(username), now()))),
    findNewest: async (limit) => openAll(await reached(shared.findNewest(limit, now()))),
    removeByUser: (username, except = []) =>
      reached(shared.removeByUser(userDigest(username), except, now())),
    async check() {
      await reached(shared.find([probeKey], now()));
    },
    // The database is the storage's, which closes it.
    close: () => Promise.resolve(),
  };
}

function open(codec: SessionCodec, found: SharedSession): Session | undefined {
  const session = codec.open(found);
  const { key, sealedAddress } = found;
  const lastSeenAddress = sealedAddress && codec.sealer.openAddress(key, sealedAddress);
  return session && lastSeenAddress !== undefined ? { ...session, lastSeenAddress } : session;
}

/** Those with an address and those without apart, and in few lengths: servers that prepare statements see few different ones. */
async function touch(
  shared: SharedSessions,
  { sealer }: SessionCodec,
  activity: ReadonlyMap<SessionKey, Seen>,
): Promise<void> {
  const seen = [...activity].map(
    ([key, { atMs, address }]): SeenKey => ({
      key,
      atMs,
      sealedAddress: address === undefined ? undefined : sealer.sealAddress(key, address),
    }),
  );
  for (const some of [
    seen.filter(({ sealedAddress }) => sealedAddress !== undefined),
    seen.filter(({ sealedAddress }) => sealedAddress === undefined),
  ]) {
    for (let start = 0; start < some.length; start += touchedAtOnce) {
      await reached(shared.touch(padded(some.slice(start, start + touchedAtOnce))));
    }
  }
}

async function reached<Result>(work: Promise<Result>): Promise<Result> {
  try {
    return await work;
  } catch (cause) {
    const detail = cause instanceof AppError ? cause.detail : undefined;
    throw new AppError('session-store-unavailable', 'The session store is not available.', {
      ...(detail === undefined ? {} : { detail }),
      cause,
    });
  }
}

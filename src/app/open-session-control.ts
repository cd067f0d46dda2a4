import { existsSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import type { Config } from '../config/config.ts';
import { AppError } from '../lib/app-error.ts';
import { systemClock } from '../lib/clock.ts';
import { silentLog } from '../lib/log.ts';
import { systemRandom } from '../lib/random.ts';
import { endById } from '../session/end-sign-in.ts';
import { createSessionLists } from '../session/session-lists.ts';
import type { ListedSession } from '../session/sessions.ts';
import type { SessionStore } from '../session/store.ts';
import { createSessionCodec } from '../session/stores/durable/session-codec.ts';
import { createRedisSessionStore } from '../session/stores/redis.ts';
import { tellEnds } from '../session/tell-ends.ts';
import type { Database } from '../storage/database.ts';
import { createKeptSessions, type KeptSessions } from '../storage/kept-sessions.ts';
import { listMigrations } from '../storage/migrate.ts';
import { openDatabase } from '../storage/open-storage.ts';
import { lastingSessionSecret } from './lasting-session-secret.ts';
import { openOidcEnds } from './open-oidc-ends.ts';
import { openSqlSessionStore } from './open-sql-session-store.ts';
import { trustedCertificates } from './trusted-certificates.ts';
import type { World } from './world.ts';

/** What came of ending sessions from outside the serving process. */
export interface EndedFromOutside {
  /** How many were found; the serving process may have had one of the last second more. */
  readonly ended: number;
  /** Whether it is true for every serving process already; false where none answered: then it is at the next start. */
  readonly isObeyed: boolean;
}

/** Sessions as a command deals with them, beside the serving process. Methods throw `AppError`. */
export interface SessionControl {
  list(username: string): Promise<readonly ListedSession[]>;
  /** Ends the one of that public id, or all of the user. */
  end(username: string, id: string | undefined): Promise<EndedFromOutside>;
  close(): Promise<void>;
}

/** How long the serving process may take to obey: many times what it needs. */
const [obeyLimitMs, lookEveryMs] = [3000, 20];

/** The sessions of the configuration: those in Redis, or those that are kept for a restart. Throws `AppError` where there are none to reach. */
export async function openSessionControl(config: Config): Promise<SessionControl> {
  const { store: kind, redis, secret, keep_across_restarts: isKept } = config.session;
  const certificates = await trustedCertificates(config);
  await using opened = new AsyncDisposableStack();
  const world = {
    config,
    clock: systemClock,
    random: systemRandom,
    log: silentLog,
    trustedCertificates: certificates,
  };
  if (redis !== undefined && secret !== undefined) {
    const store = createRedisSessionStore({ ...world, config: redis, secret });
    await store.check();
    opened.defer(() => store.close());
    const database = config.identity_providers.oidc && (await openReadyDatabase(config, certificates));
    if (database !== undefined) opened.defer(() => database.close());
    return sharedControl(world, { store, database, opened: opened.move() });
  }
  if (kind === 'sql') {
    const database = await openReadyDatabase(config, certificates);
    opened.defer(() => database.close());
    const { store } = openSqlSessionStore(world, database);
    return sharedControl(world, { store, database, opened: opened.move() });
  }
  if (!isKept) {
    throw new AppError('configuration-invalid', 'Sessions are in the memory of the serving process alone.', {
      detail: 'session.keep_across_restarts is false: use the pages of the portal',
    });
  }
  const database = await openReadyDatabase(config, certificates);
  return openKeptControl(config, database);
}

/**
 * Sessions that no instance remembers between two requests: what is ended there is over everywhere, and so is what came from it, which is in the storage
 * that all instances share.
 */
async function sharedControl(
  world: Pick<World, 'config' | 'clock' | 'random'>,
  { store, database, opened }: SharedParts,
): Promise<SessionControl> {
  await using closing = opened;
  const onEnded = database && (await openOidcEnds(world, database));
  const ending = tellEnds(store, onEnded);
  const kept = closing.move();
  return controlOf(world.config, store, {
    close: () => kept.disposeAsync(),
    async end(username, id) {
      if (id === undefined) return { ended: await ending.removeByUser(username), isObeyed: true };
      return { ended: Number(await endById(ending, username, id)), isObeyed: true };
    },
  });
}

interface SharedParts {
  readonly store: SessionStore;
  /** Undefined where there is no need of it. */
  readonly database: Database | undefined;
  /** What to close in the end. */
  readonly opened: AsyncDisposableStack;
}

function openKeptControl(config: Config, database: Database): SessionControl {
  const kept = createKeptSessions(database);
  const codec = createSessionCodec(lastingSessionSecret(config), systemRandom);
  const findByUser = async (username: string) =>
    (await kept.findByUser(codec.userDigest(username))).flatMap((one) => {
      const session = codec.open(one);
      return session === undefined ? [] : [{ key: one.key, session }];
    });
  return controlOf(
    config,
    { findByUser },
    {
      close: () => database.close(),
      async end(username, id) {
        const found = (await findByUser(username)).filter(
          ({ session }) => id === undefined || session.id === id,
        );
        const gone = found.map(({ key }) => key);
        const word = await kept.announceEnd(codec.closeOrder({ username, id }), gone);
        return { ended: gone.length, isObeyed: await isObeyed(kept, word) };
      },
    },
  );
}

function controlOf(
  config: Config,
  reader: Pick<SessionStore, 'findByUser'>,
  rest: Omit<SessionControl, 'list'>,
): SessionControl {
  const lists = createSessionLists({ store: reader, clock: systemClock });
  return { ...rest, list: (username) => lists.list(config.session.cookies, username) };
}

async function isObeyed(kept: KeptSessions, word: number): Promise<boolean> {
  for (let waitedMs = 0; waitedMs < obeyLimitMs; waitedMs += lookEveryMs) {
    if (!(await kept.announcedEnds()).some(({ id }) => id === word)) return true;
    await delay(lookEveryMs);
  }
  return false;
}

/** As it is: a command makes no database and changes no schema. */
async function openReadyDatabase(config: Config, certificates: readonly string[]): Promise<Database> {
  const path = config.storage.local?.path;
  if (path !== undefined && !existsSync(path)) {
    throw new AppError('storage-unavailable', `There is no database at ${path}.`);
  }
  const database = openDatabase(config.storage, { log: silentLog, trustedCertificates: certificates });
  const pending = (await listMigrations(database)).filter(({ executedAt }) => executedAt === undefined);
  if (pending.length === 0) return database;
  await database.close();
  throw new AppError('storage-unavailable', 'The schema of the storage is not up to date.', {
    detail: 'run "gatehouse storage migrate up", or start Gatehouse',
  });
}

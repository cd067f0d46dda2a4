import type { RefreshInterval } from '../config/sections/authentication-backend.ts';
import type { CookieDomainConfig } from '../config/sections/session.ts';
import type { Clock } from '../lib/clock.ts';
import type { Log } from '../lib/log.ts';
import type { Random } from '../lib/random.ts';
import type { Activity } from './activity.ts';
import { createActivity } from './activity.ts';
import { withUse } from './application-limits.ts';
import { buildRemovalCookie, buildSessionCookie, createCookieValue } from './cookie.ts';
import { readCookieCandidates } from './cookie-candidates.ts';
import { createDevices, type Devices } from './devices.ts';
import { endById, endWithSignIn, lastsElsewhere } from './end-sign-in.ts';
import { findAtOnce } from './find-at-once.ts';
import { hardLimitMs, idleLimitMs, isGoodFor, isRememberedNow } from './lifetimes.ts';
import type { Refresher } from './refresher.ts';
import { createRefresher } from './refresher.ts';
import type { Seen, Session } from './session.ts';
import { raiseSession, seenSession, startSession } from './session.ts';
import type { SessionKeys } from './session-keys.ts';
import { createSessionKeys } from './session-keys.ts';
import { createSessionLists } from './session-lists.ts';
import type { Adoption, FoundSession, IssuedSession, Sessions, SignIn } from './sessions.ts';
import type { SessionKey, SessionStore } from './store.ts';
import { type EndingStore, type EndObserver, tellEnds } from './tell-ends.ts';
import type { UserDirectory } from './user-directory.ts';

/** What sessions are made of; `src/app.ts` puts it together. */
export interface SessionsOptions {
  readonly store: SessionStore;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** Turns cookies into keys; without one (sessions in memory alone) one is made up that ends with the process. */
  readonly secret: string | Uint8Array | undefined;
  readonly directory: UserDirectory;
  /** `authentication_backend.refresh_interval`. */
  readonly refreshInterval: RefreshInterval;
  /** Told of each session that somebody ends before its time, before it is ended. */
  readonly onEnded?: EndObserver | undefined;
}

/** `Sessions` with what only the wiring and tests use. */
export interface SessionManager extends Sessions {
  /** Writes out noted activity now rather than in time. Throws `AppError` `session-store-unavailable`. */
  flushActivity(): Promise<void>;
}

/** The parts that the functions below share. */
interface Parts extends Pick<SessionsOptions, 'store' | 'clock' | 'random' | 'log'> {
  readonly keys: SessionKeys;
  readonly devices: Devices;
  readonly activity: Activity;
  readonly refresher: Refresher;
  /** The same store, for what is ended before its time. */
  readonly ending: EndingStore;
}

/** Its session is as the store has it: a copy with what is noted costs, and most requests are activity themselves. */
interface OpenSession extends FoundSession {
  readonly key: SessionKey;
  readonly noted: Seen | undefined;
  /** What the store says, without what is noted in this process. */
  readonly storedActivityAtMs: number;
}

const idBytes = 16;
const processSecretBytes = 32;

/** All dealings with sessions over one store (departures.md §2, behaviour.md §3). */
export function createSessions(options: SessionsOptions): SessionManager {
  const { store, clock, random, log, directory, refreshInterval: interval } = options;
  const ending = tellEnds(store, options.onEnded);
  const parts: Parts = {
    store,
    ending,
    clock,
    random,
    log,
    keys: createSessionKeys(options.secret ?? random.bytes(processSecretBytes)),
    devices: createDevices(),
    activity: createActivity({ store, log }),
    refresher: createRefresher({ store, ending, directory, interval, clock, log }),
  };

  return {
    ...createSessionLists({ store, activity: parts.activity, clock }),
    end: (username, id) => endById(ending, username, id),
    findAtOnce: (domain, rawCookieHeaders, options) => findAtOnce(parts, domain, rawCookieHeaders, options),
    find: (domain, rawCookieHeaders, options) => find(parts, domain, rawCookieHeaders, options),
    signIn: (domain, rawCookieHeaders, details) => signIn(parts, domain, rawCookieHeaders, details),
    adopt: (domain, rawCookieHeaders, details) => adopt(parts, domain, rawCookieHeaders, details),
    async raise(domain, { session, cookieValue }, { methods, user }) {
      const nowMs = clock.now();
      if (!isGoodFor(domain, session, session.lastActivityAtMs, nowMs)) return undefined;
      const raised = raiseSession(session, { id: createId(random), methods, user, nowMs });
      const newValue = createCookieValue(random);
      const isMoved = await store.move(parts.keys.of(cookieValue), parts.keys.of(newValue), raised);
      return isMoved ? issue(domain, raised, newValue) : undefined;
    },
    async noteUse({ session, cookieValue }, host) {
      await store.replace(parts.keys.of(cookieValue), withUse(session, host, clock.now()));
    },
    async elevate({ session, cookieValue }, elevation) {
      const { elevation: _, ...rest } = session;
      const changed = elevation === undefined ? rest : { ...rest, elevation };
      return (await store.replace(parts.keys.of(cookieValue), changed)) ? changed : undefined;
    },
    async signOut(domain, rawCookieHeaders) {
      await endPresented(parts, domain, rawCookieHeaders);
      return buildRemovalCookie(domain);
    },
    endAll: (username, except) =>
      ending.removeByUser(username, except === undefined ? [] : [parts.keys.of(except.cookieValue)]),
    flushActivity: () => parts.activity.flush(),
    async close() {
      await parts.activity.close();
      await store.close();
    },
  };
}

async function signIn(
  parts: Parts,
  domain: CookieDomainConfig,
  rawCookieHeaders: readonly string[],
  { origin, ...details }: SignIn,
): Promise<IssuedSession> {
  const { store, random, clock, keys, devices } = parts;
  const session = startSession({
    ...details,
    id: createId(random),
    cookieDomain: domain.domain,
    isRemembered: details.wantsToBeRemembered && domain.remember_me !== null,
    device: origin && devices.of(origin.rawUserAgent),
    address: origin?.address,
    nowMs: clock.now(),
  });
  const cookieValue = createCookieValue(random);
  await store.save(keys.of(cookieValue), session, hardLimitMs(session, domain));
  // Not before: who cannot be signed in now keeps what there was.
  await endPresented(parts, domain, rawCookieHeaders);
  return issue(domain, session, cookieValue);
}

async function adopt(
  parts: Parts,
  domain: CookieDomainConfig,
  rawCookieHeaders: readonly string[],
  { origin, ...details }: Adoption,
): Promise<IssuedSession | undefined> {
  const { store, random, clock, keys, devices } = parts;
  const started = startSession({
    ...details,
    id: createId(random),
    cookieDomain: domain.domain,
    isRemembered: details.isRemembered && domain.remember_me !== null,
    device: origin && devices.of(origin.rawUserAgent),
    address: origin?.address,
    nowMs: clock.now(),
  });
  const { signInId, signedInAtMs, firstFactorAtMs, secondFactorAtMs } = details;
  const session = { ...started, signInId, signedInAtMs, firstFactorAtMs, secondFactorAtMs };
  const cookieValue = createCookieValue(random);
  const key = keys.of(cookieValue);
  await store.save(key, session, hardLimitMs(session, domain));
  await forgetPresented(parts, domain, rawCookieHeaders);
  // Only now: whoever ends the sign-in from here on finds this session as well.
  if (await lastsElsewhere(store, session, key)) return issue(domain, session, cookieValue);
  await store.remove(key);
  return undefined;
}

async function find(
  parts: Parts,
  domain: CookieDomainConfig,
  rawCookieHeaders: readonly string[],
  { countsAsActivity, address }: Parameters<Sessions['find']>[2],
): Promise<FoundSession | undefined> {
  const opened = await openOnly(parts, domain, rawCookieHeaders);
  if (opened === undefined) return undefined;
  const { key, cookieValue, storedActivityAtMs, noted } = opened;
  const session = await parts.refresher.refresh(key, opened.session);
  if (session === undefined) return undefined;
  const isActivity = typeof countsAsActivity === 'boolean' ? countsAsActivity : countsAsActivity(session);
  if (!isActivity) {
    return { session: noted === undefined ? session : seenSession(session, noted), cookieValue };
  }
  const seen = { atMs: parts.clock.now(), address: address ?? noted?.address };
  await parts.activity.note(
    { key, storedAtMs: storedActivityAtMs, idleLimitMs: idleLimitMs(session, domain) },
    seen,
  );
  return { session: seenSession(session, seen), cookieValue };
}

/**
 * The one session that the request's cookies lead to. A sibling subdomain can plant a second cookie of the name; when both are good
 * nobody can tell which one is the person's own, so neither counts.
 */
async function openOnly(
  parts: Parts,
  domain: CookieDomainConfig,
  rawCookieHeaders: readonly string[],
): Promise<OpenSession | undefined> {
  const candidates = readCookieCandidates(rawCookieHeaders, domain.name);
  const [only] = candidates;
  if (only === undefined) return undefined;
  if (candidates.length === 1) return open(parts, domain, only);
  const all = await Promise.all(candidates.map((cookieValue) => open(parts, domain, cookieValue)));
  const opened = all.filter((one) => one !== undefined);
  if (opened.length <= 1) return opened[0];
  parts.log.warn(
    { cookie_domain: domain.domain, sessions: opened.map(({ session }) => session.id) },
    'a request came with cookies of several valid sessions: none is used',
  );
  return undefined;
}

async function open(
  { store, keys, activity, clock, log }: Parts,
  domain: CookieDomainConfig,
  cookieValue: string,
): Promise<OpenSession | undefined> {
  const key = keys.of(cookieValue);
  const good = (stored: Session): OpenSession | undefined => {
    const noted = activity.noted(key);
    const lastActivityAtMs = Math.max(stored.lastActivityAtMs, noted?.atMs ?? 0);
    if (!isGoodFor(domain, stored, lastActivityAtMs, clock.now())) return undefined;
    return { key, cookieValue, session: stored, noted, storedActivityAtMs: stored.lastActivityAtMs };
  };
  const known = await store.load(key);
  const opened = known && good(known);
  if (known === undefined || opened !== undefined) return opened;
  // It may have been in use elsewhere a moment ago.
  const stored = store.loadFresh === undefined ? known : await store.loadFresh(key);
  const reopened = stored && good(stored);
  if (stored === undefined || reopened !== undefined) return reopened;
  // Over it is in any case, also where that cannot be written now.
  await store.remove(key).catch((error: unknown) => log.debug({ err: error }, 'session cannot be removed'));
  log.debug({ session: stored.id, username: stored.username }, 'session is over or of another domain: ended');
  return undefined;
}

/** Ends every session whose cookie came with the request, planted ones included, and their sign-ins at other cookie domains. */
async function endPresented(
  { ending, keys }: Parts,
  domain: CookieDomainConfig,
  rawCookieHeaders: readonly string[],
): Promise<void> {
  const candidates = readCookieCandidates(rawCookieHeaders, domain.name);
  await Promise.all(candidates.map((cookieValue) => endWithSignIn(ending, keys.of(cookieValue))));
}

/** Ends every session whose cookie came with the request, and nothing elsewhere: the sign-in that follows may be the same. */
async function forgetPresented(
  { store, keys }: Parts,
  domain: CookieDomainConfig,
  rawCookieHeaders: readonly string[],
): Promise<void> {
  const candidates = readCookieCandidates(rawCookieHeaders, domain.name);
  await Promise.all(candidates.map((cookieValue) => store.remove(keys.of(cookieValue))));
}

function issue(domain: CookieDomainConfig, session: Session, cookieValue: string): IssuedSession {
  const expiresAtMs = isRememberedNow(session, domain) ? hardLimitMs(session, domain) : undefined;
  return { session, setCookie: buildSessionCookie(domain, cookieValue, expiresAtMs) };
}

function createId(random: Random): string {
  return random.bytes(idBytes).toString('base64url');
}

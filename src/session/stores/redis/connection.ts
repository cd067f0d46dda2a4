import { setTimeout as delay } from 'node:timers/promises';
import { ErrorReply } from 'redis';
import type { RedisConfig } from '../../../config/sections/session.ts';
import { AppError } from '../../../lib/app-error.ts';
import type { Log } from '../../../lib/log.ts';
import { reasonOf } from '../../../lib/reason-of.ts';
import type { Availability } from './availability.ts';
import { createAvailability } from './availability.ts';
import { createDeadline, DeadlineError } from './deadline.ts';
import { createRedisLink } from './link.ts';
import type { RedisCommand, RedisLink } from './link-options.ts';
import type { RedisScript } from './scripts.ts';

/** A connection that either answers in time or says that it cannot. */
export interface RedisConnection {
  /**
   * Connects, and makes sure that the server takes writes. Throws `AppError` `session-store-unavailable` with what is wrong; where it
   * never was open, nothing is left behind.
   */
  open(): Promise<void>;
  /** The reply to a command; strings in it are Buffers. Throws `AppError` `session-store-unavailable`. */
  run(command: RedisCommand): Promise<unknown>;
  /** The reply to a script. Throws as `run` does. */
  runScript(
    script: RedisScript,
    keys: readonly string[],
    values: readonly (string | number | Buffer)[],
  ): Promise<unknown>;
  /** The reply to a command about the connection itself: tried once, and a refusal says nothing of the server. Rejects with the error as it came. */
  ask(command: RedisCommand): Promise<unknown>;
  /** Lets go of the server. Never throws. */
  close(): Promise<void>;
}

/** Who wants to know what the server announces. */
export interface ChangeListener {
  /** The server said that this key changed; undefined = any may have. */
  noteChange(key: string | undefined): void;
  /** A connection failed: announcements may be missed. */
  noteLoss(): void;
}

/** What a connection needs. */
export interface RedisConnectionOptions {
  readonly config: RedisConfig;
  readonly log: Log;
  /** The key of a short-lived record with which the connection tests that it can write. */
  readonly probeKey: string;
  /** PEM certificates to trust besides the system's. */
  readonly trustedCertificates: readonly string[];
  readonly listener?: ChangeListener | undefined;
}

/** Shorter limits than this would take a pause of the machine for an outage. */
const shortestTimeoutMs = 100;

const [firstRetryMs, longestRetryMs] = [8, 512];

/** Replies that mean that the server as a whole is of no use now, rather than that one command failed. */
const outageReplies: ReadonlySet<string> = new Set([
  'LOADING',
  'READONLY',
  'MASTERDOWN',
  'BUSY',
  'NOAUTH',
  'WRONGPASS',
  'NOPERM',
  'CLUSTERDOWN',
]);

interface Parts {
  readonly link: RedisLink;
  readonly availability: Availability;
  readonly withinTime: ReturnType<typeof createDeadline>;
  readonly probe: () => Promise<unknown>;
  readonly maxRetries: number;
}

/**
 * A connection over `session.redis`. `timeout` limits connecting and every answer. After a failure every command fails at once (so
 * that a hung server costs one wait, not one a request) until a probe in the background got through. `max_retries` repeats a
 * command after a transport failure, 8 ms to 512 ms apart: every command of the store may be repeated.
 */
export function createRedisConnection(options: RedisConnectionOptions): RedisConnection {
  const parts = createParts(options);
  return {
    open: () => open(parts),
    run: (command) => run(parts, command),
    async runScript({ source, sha1 }, keys, values) {
      const rest = [String(keys.length), ...keys, ...values.map(asArgument)];
      try {
        return await run(parts, ['EVALSHA', sha1, ...rest]);
      } catch (error) {
        if (!isNoScript(error)) throw error;
        return run(parts, ['EVAL', source, ...rest]);
      }
    },
    ask: (command) => attempt(parts, (link) => link.ask(command)),
    close: () => close(parts),
  };
}

function createParts(options: RedisConnectionOptions): Parts {
  const { config, log, probeKey, trustedCertificates, listener } = options;
  const timeoutMs = Math.max(config.timeout, shortestTimeoutMs);
  const withinTime = createDeadline(timeoutMs);
  const link = createRedisLink({
    config,
    timeoutMs,
    trustedCertificates,
    onChange: listener && ((key) => listener.noteChange(key)),
    onError(error, isLost) {
      listener?.noteLoss();
      if (isLost) availability.noteLoss(error);
      else availability.noteError(error);
    },
  });
  const probe = () => withinTime(link.send(['SET', probeKey, '1', 'PX', '1000']));
  const availability = createAvailability({ probe, log, address: link.address });
  return { link, availability, withinTime, probe, maxRetries: config.max_retries };
}

async function open(parts: Parts): Promise<void> {
  const { link, availability, withinTime, probe } = parts;
  try {
    if (availability.state === 'new') await withinTime(link.connect());
    await probe();
    availability.noteOpened();
  } catch (error) {
    // Made before closing, which is an error of its own to the client library.
    const reason = unavailable(link, availability.lastError ?? error);
    if (availability.state === 'new') await close(parts);
    throw reason;
  }
}

async function close({ link, availability, withinTime }: Parts): Promise<void> {
  availability.noteClosed();
  await withinTime(Promise.resolve(link.destroy())).catch(() => undefined);
}

async function run(parts: Parts, command: RedisCommand): Promise<unknown> {
  for (let retry = 0; ; retry++) {
    try {
      return await attempt(parts, (link) => link.send(command));
    } catch (error) {
      if (isNoScript(error)) throw error;
      if (error instanceof Error && isOutage(error)) parts.availability.noteLoss(error);
      if (retry >= parts.maxRetries || !isWorthRetrying(error)) throw unavailable(parts.link, error);
      await delay(Math.min(firstRetryMs * 2 ** retry, longestRetryMs));
    }
  }
}

async function attempt(
  { link, availability, withinTime }: Parts,
  send: (link: RedisLink) => Promise<unknown>,
): Promise<unknown> {
  if (availability.state === 'there') return withinTime(send(link));
  if (availability.state === 'lost' && availability.lastError !== undefined) throw availability.lastError;
  throw new Error('the connection is not open');
}

function unavailable({ address }: RedisLink, cause: unknown): AppError {
  const reason = reasonOf(cause);
  const hint = reason.startsWith('MOVED ') ? ' (it is one of a cluster: write session.redis.cluster)' : '';
  const detail = `Redis at ${address}: ${reason}${hint}`;
  return new AppError('session-store-unavailable', 'The session store is not available.', { detail, cause });
}

function asArgument(value: string | number | Buffer): string | Buffer {
  return typeof value === 'number' ? String(value) : value;
}

/** The server does not know the script yet, or forgot it when it was restarted. */
function isNoScript(error: unknown): boolean {
  return error instanceof ErrorReply && error.message.startsWith('NOSCRIPT');
}

/** A server that keeps silent was waited for long enough; one that is handing our records on to another has moments in which it cannot answer. */
function isWorthRetrying(error: unknown): boolean {
  if (error instanceof ErrorReply && error.message.startsWith('TRYAGAIN')) return true;
  return !(error instanceof ErrorReply || error instanceof DeadlineError);
}

function isOutage(error: Error): boolean {
  return !(error instanceof ErrorReply) || outageReplies.has(error.message.split(' ', 1)[0] ?? '');
}

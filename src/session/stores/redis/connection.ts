import { setTimeout as delay } from 'node:timers/promises';
import { ErrorReply } from 'redis';
import type { RedisConfig } from '../../../config/sections/session.ts';
import { AppError } from '../../../lib/app-error.ts';
import type { Log } from '../../../lib/log.ts';
import { createDeadline, DeadlineError } from './deadline.ts';
import type { RedisCommand, RedisLink } from './link.ts';
import { createRedisLink } from './link.ts';
import type { RedisScript } from './scripts.ts';

/** A connection that either answers in time or says that it cannot. */
export interface RedisConnection {
  /** Connects, and makes sure that the server takes writes. Throws `AppError` `session-store-unavailable` with what is wrong. */
  open(): Promise<void>;
  /** The reply to a command; strings in it are Buffers. Throws `AppError` `session-store-unavailable`. */
  run(command: RedisCommand): Promise<unknown>;
  /** The reply to a script. */
  runScript(
    script: RedisScript,
    keys: readonly string[],
    values: readonly (string | number | Buffer)[],
  ): Promise<unknown>;
  close(): Promise<void>;
}

/** What a connection needs. */
export interface RedisConnectionOptions {
  readonly config: RedisConfig;
  readonly log: Log;
  /** The key of a short-lived record with which the connection tests that it can write. */
  readonly probeKey: string;
  /** PEM certificates to trust besides the system's. */
  readonly trustedCertificates: readonly string[];
}

/** Shorter limits than this would take a pause of the machine for an outage. */
const shortestTimeoutMs = 100;

/** How often a lost server is asked whether it is back. */
const probeEveryMs = 100;

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
]);

/**
 * A connection over `session.redis`. `timeout` limits connecting and every answer. After a failure every command fails at once (so that a
 * hung server costs one wait, not one a request) until a probe in the background got through; the log has one line for the loss and one for the
 * recovery. `max_retries` repeats a command after a transport failure (8 ms to 512 ms apart): every command of the store may be repeated.
 */
export function createRedisConnection(options: RedisConnectionOptions): RedisConnection {
  const { config, log, probeKey, trustedCertificates } = options;
  const timeoutMs = Math.max(config.timeout, shortestTimeoutMs);
  const withinTime = createDeadline(timeoutMs);
  let lastError: Error | undefined;
  let state: 'new' | 'there' | 'lost' | 'closed' = 'new';
  const link: RedisLink = createRedisLink({
    config,
    timeoutMs,
    trustedCertificates,
    onError(error, isLost) {
      lastError = error;
      if (isLost) noteLoss(error);
    },
  });

  const probe = () => link.send(['SET', probeKey, '1', 'PX', '1000']);
  const unavailable = (cause: unknown) => {
    const reason = cause instanceof Error ? cause.message : String(cause);
    return new AppError('session-store-unavailable', 'The session store is not available.', {
      detail: `Redis at ${link.address}: ${reason}`,
      cause,
    });
  };

  function noteLoss(error: Error): void {
    if (state !== 'there') return;
    state = 'lost';
    lastError = error;
    const sinceMs = performance.now();
    log.error(
      { redis: link.address, err: error },
      'session store lost: requests are refused until it is back',
    );
    void probeUntilBack().then(() => {
      const awayMs = Math.round(performance.now() - sinceMs);
      if (state === 'there') log.info({ redis: link.address, awayMs }, 'session store is back');
    });
  }

  async function probeUntilBack(): Promise<void> {
    while (state === 'lost') {
      await delay(probeEveryMs, undefined, { ref: false });
      const isBack = await withinTime(probe()).then(
        () => true,
        () => false,
      );
      if (isBack && state === 'lost') state = 'there';
    }
  }

  async function attempt(command: RedisCommand): Promise<unknown> {
    if (state === 'there') return withinTime(link.send(command));
    throw state === 'lost' && lastError !== undefined ? lastError : new Error(`the connection is ${state}`);
  }

  async function run(command: RedisCommand): Promise<unknown> {
    for (let retry = 0; ; retry++) {
      try {
        return await attempt(command);
      } catch (error) {
        if (isNoScript(error)) throw error;
        if (error instanceof Error && isOutage(error)) noteLoss(error);
        if (retry >= config.max_retries || !isWorthRetrying(error)) throw unavailable(error);
        await delay(Math.min(firstRetryMs * 2 ** retry, longestRetryMs));
      }
    }
  }

  return {
    run,
    async open() {
      if (state === 'lost' || state === 'closed') throw unavailable(lastError ?? 'closed');
      try {
        if (state === 'new') await withinTime(link.connect());
        await withinTime(probe());
        state = 'there';
      } catch (error) {
        throw unavailable(lastError ?? error);
      }
    },
    async runScript({ source, sha1 }, keys, values) {
      const rest = [String(keys.length), ...keys, ...values.map(asArgument)];
      try {
        return await run(['EVALSHA', sha1, ...rest]);
      } catch (error) {
        if (!isNoScript(error)) throw error;
        return run(['EVAL', source, ...rest]);
      }
    },
    async close() {
      state = 'closed';
      await withinTime(Promise.resolve(link.destroy())).catch(() => undefined);
    },
  };
}

function asArgument(value: string | number | Buffer): string | Buffer {
  return typeof value === 'number' ? String(value) : value;
}

/** The server does not know the script yet, or forgot it when it was restarted. */
function isNoScript(error: unknown): boolean {
  return error instanceof ErrorReply && error.message.startsWith('NOSCRIPT');
}

/** A server that keeps silent was waited for long enough. */
function isWorthRetrying(error: unknown): boolean {
  return !(error instanceof ErrorReply || error instanceof DeadlineError);
}

function isOutage(error: Error): boolean {
  return !(error instanceof ErrorReply) || outageReplies.has(error.message.split(' ', 1)[0] ?? '');
}

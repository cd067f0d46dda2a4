import { setTimeout as delay } from 'node:timers/promises';
import { ErrorReply } from 'redis';
import type { Log } from '../../../lib/log.ts';
import type { RedisCommand } from './link-options.ts';

/** How old the last proof that no change was missed may be: so long may an answer be behind the server, whatever becomes of the network. */
const leaseMs = 100;

/** While somebody asks, the proof is renewed this often. */
const proveEveryMs = 25;

/** After the server refused, it is tried again after this long: its permissions may have been put right. */
const refusedForMs = 60_000;

/** Said when the server tracks, but what it tells does not arrive. */
class SilentTrackingError extends Error {
  constructor() {
    super('changes are not announced on this connection');
    this.name = 'SilentTrackingError';
  }
}

/**
 * Whether this process is told by the server of every change of the keys it cares for (Redis client tracking, broadcast by prefix).
 *
 * The connection delivers in order, so the answer to a question proves that all changes before it were told. That question asks whether this very connection
 * tracks. A connection is made to track once, after everything was forgotten, so after a reconnect that nobody noticed, a fail-over, or
 * another server behind the same address the answer is no.
 */
export interface ChangeTracking {
  /** Whether what is read now may be kept: changes of it will be told, or `onGap` called. */
  readonly isTracking: boolean;
  /** Whether every change was told that is older than a tenth of a second. Begins to track, or renews the proof, in the background. */
  isUpToDate(): boolean;
  /** The server said that this key changed; undefined = any may have. */
  noteChange(key: string | undefined): void;
  /** The connection failed: changes may be missed from now on. */
  noteLoss(): void;
}

/** What is needed to track. */
export interface ChangeTrackingOptions {
  /** Sends a command on the connection that the keys are read with; rejects with the server's `ErrorReply`, or because the connection is of no use. */
  readonly ask: (command: RedisCommand) => Promise<unknown>;
  /** What the keys start with. */
  readonly prefix: string;
  /** A key that may be written in order to see whether changes are told. */
  readonly probeKey: string;
  /** How long the server may take to tell of that one. */
  readonly timeoutMs: number;
  /** Called with each key that changed. */
  readonly onChange: (key: string) => void;
  /** Called when changes may have been missed: what was read before, or is being read, must not be kept. */
  readonly onGap: () => void;
  readonly log: Log;
  /** Milliseconds that only ever go forward. */
  readonly monotonicMs: () => number;
}

interface TrackingState {
  isTracking: boolean;
  /** When the question was sent that the last proof answers. */
  provedAtMs: number;
  /** When the next question is due. */
  askAgainAtMs: number;
  isAsking: boolean;
  isWarned: boolean;
  /** Called when the change of the probe key is told. */
  onProbe: () => void;
}

/** Tracks on demand: nobody asks the server anything while nobody asks `isUpToDate`. */
export function createChangeTracking(options: ChangeTrackingOptions): ChangeTracking {
  const { onChange, onGap, probeKey, monotonicMs } = options;
  const state: TrackingState = {
    isTracking: false,
    provedAtMs: Number.NEGATIVE_INFINITY,
    askAgainAtMs: Number.NEGATIVE_INFINITY,
    isAsking: false,
    isWarned: false,
    onProbe: () => undefined,
  };
  return {
    get isTracking() {
      return state.isTracking;
    },
    isUpToDate() {
      const nowMs = monotonicMs();
      if (nowMs >= state.askAgainAtMs && !state.isAsking) void askWhetherItTracks(state, options, nowMs);
      return state.isTracking && nowMs - state.provedAtMs <= leaseMs;
    },
    noteChange(key) {
      if (key === probeKey) state.onProbe();
      else if (key !== undefined) onChange(key);
      else onGap();
    },
    noteLoss: () => lose(state, onGap),
  };
}

/** One question, after what must come before it. Never throws. */
async function askWhetherItTracks(
  state: TrackingState,
  options: ChangeTrackingOptions,
  nowMs: number,
): Promise<void> {
  const { ask, log, monotonicMs, onGap } = options;
  state.isAsking = true;
  state.askAgainAtMs = nowMs + proveEveryMs;
  try {
    if (!state.isTracking) await begin(state, options);
    const sentAtMs = monotonicMs();
    const reply = await ask(['CLIENT', 'TRACKINGINFO']);
    if (!isTracking(reply)) return lose(state, onGap);
    state.provedAtMs = sentAtMs;
    state.isWarned = false;
  } catch (error) {
    lose(state, onGap);
    if (!isRefusal(error)) return;
    state.askAgainAtMs = monotonicMs() + refusedForMs;
    if (state.isWarned) return;
    state.isWarned = true;
    log.warn(
      { err: error },
      'Redis does not tell of changes: sessions are not cached, every request asks it',
    );
  } finally {
    state.isAsking = false;
  }
}

/** Makes the connection track, and makes sure that what it tells arrives. */
async function begin(state: TrackingState, options: ChangeTrackingOptions): Promise<void> {
  const { ask, prefix, probeKey, timeoutMs, onGap } = options;
  // An earlier attempt may have got through though nobody heard the answer; tracking twice is an error.
  await ask(['CLIENT', 'TRACKING', 'OFF']);
  await ask(['CLIENT', 'TRACKING', 'ON', 'BCAST', 'PREFIX', prefix, 'PREFIX', probeKey]);
  const isTold = new Promise<true>((resolve) => {
    state.onProbe = () => resolve(true);
  });
  await ask(['SET', probeKey, '1', 'PX', '1000']);
  if ((await Promise.race([isTold, delay(timeoutMs, false, { ref: false })])) === false) {
    throw new SilentTrackingError();
  }
  onGap();
  // Should it be another connection by now, the proof that follows fails, and nothing counts before it.
  state.isTracking = true;
}

function lose(state: TrackingState, onGap: () => void): void {
  state.provedAtMs = Number.NEGATIVE_INFINITY;
  state.isTracking = false;
  onGap();
}

/** Whether trying again soon is of no use: the server does not know the commands or does not permit them, rather than being in trouble. */
function isRefusal(error: unknown): boolean {
  if (error instanceof ErrorReply) return /^(?:ERR|NOPERM) /.test(error.message);
  return error instanceof SilentTrackingError;
}

/** Whether the reply to CLIENT TRACKINGINFO says that the connection tracks, by broadcast. */
function isTracking(reply: unknown): boolean {
  if (typeof reply !== 'object' || reply === null || !('flags' in reply)) return false;
  const { flags } = reply;
  const words = new Set(Array.isArray(flags) ? flags.map(String) : []);
  return words.has('on') && words.has('bcast');
}

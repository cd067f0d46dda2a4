import type { SessionKey } from '../../src/session/store.ts';
import type { EndingSession } from '../../src/session/stores/cached.ts';
import { redisKeys } from '../../src/session/stores/redis/redis-keys.ts';

/** A server that tracks, and one client of it. Nothing travels by itself: `serve` and `deliver` move it on, in order, as a connection does. */
export interface TrackingServer {
  /** What is stored; whoever changes it says so by `announce`. */
  readonly sessions: Map<SessionKey, EndingSession>;
  /** Tells the client, if it tracks, that a session changed; undefined = any may have. */
  announce(key: SessionKey | undefined): void;
  /** Sends a command; rejects when the connection falls before the answer is there. */
  ask(command: readonly (string | Buffer)[]): Promise<unknown>;
  loadEnding(key: SessionKey): Promise<EndingSession | undefined>;
  /** The server works off so many commands; what changed is announced after their answers, as broadcasts are. */
  serve(count: number): void;
  /** So many answers and announcements reach the client in one go. */
  deliver(count: number): void;
  /** The connection falls and another one takes its place, which does not track. */
  reconnect(): void;
}

interface Request {
  readonly answer: () => unknown;
  readonly resolve: (value: never) => void;
  readonly reject: (error: Error) => void;
}

interface Connection {
  readonly requests: Request[];
  readonly arriving: (() => void)[];
  readonly unanswered: Set<Request>;
  isTracking: boolean;
}

/** A server whose announcements go to `onChange`, keys written out in full. */
export function createTrackingServer(onChange: (key: string | undefined) => void): TrackingServer {
  const sessions: TrackingServer['sessions'] = new Map();
  const unannounced: (string | undefined)[] = [];
  let connection = createConnection();

  function announceAll(): void {
    for (const key of unannounced.splice(0)) {
      if (connection.isTracking) connection.arriving.push(() => onChange(key));
    }
  }

  function send<Answer>(answer: () => Answer): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const request = { answer, resolve, reject };
      connection.requests.push(request);
      connection.unanswered.add(request);
    });
  }

  function answerTo(command: string): unknown {
    if (command === 'CLIENT TRACKING OFF') connection.isTracking = false;
    if (command.startsWith('CLIENT TRACKING ON')) connection.isTracking = true;
    if (command.startsWith('SET ')) unannounced.push(redisKeys.probeKey);
    if (command !== 'CLIENT TRACKINGINFO') return 'OK';
    return { flags: connection.isTracking ? ['on', 'bcast'] : ['off'], redirect: 0 };
  }

  return {
    sessions,
    announce(key) {
      unannounced.push(key === undefined ? undefined : redisKeys.sessionPrefix + key);
      announceAll();
    },
    ask: (command) => send(() => answerTo(command.join(' '))),
    loadEnding: (key) => send(() => sessions.get(key)),
    serve(count) {
      const { requests, arriving, unanswered } = connection;
      for (const request of requests.splice(0, count)) {
        const value = request.answer() as never;
        arriving.push(() => {
          unanswered.delete(request);
          request.resolve(value);
        });
      }
      announceAll();
    },
    deliver(count) {
      for (const arrive of connection.arriving.splice(0, count)) arrive();
    },
    reconnect() {
      const { unanswered } = connection;
      connection = createConnection();
      for (const { reject } of unanswered) reject(new Error('the connection fell'));
    },
  };
}

function createConnection(): Connection {
  return { requests: [], arriving: [], unanswered: new Set(), isTracking: false };
}

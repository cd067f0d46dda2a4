import type { Metric } from '../prometheus/metric.ts';
import { createReading } from '../prometheus/reading.ts';

/** Where the gauges of sessions get their values, asked at each reading. */
export interface SessionGauges {
  /** How many sessions there are; undefined where they are kept outside this process. */
  readonly countSessions: (() => number) | undefined;
  /** Rejects where the session store does not answer. */
  readonly checkStore: () => Promise<void>;
}

/** `gatehouse_sessions` where they are kept in memory, and `gatehouse_session_store_up`: 1 while the store answers, else 0. */
export function sessionMetrics({ countSessions, checkStore }: SessionGauges): readonly Metric[] {
  const isUp = createReading({
    name: 'gatehouse_session_store_up',
    type: 'gauge',
    help: 'Whether the session store answers.',
    read: () =>
      checkStore().then(
        () => 1,
        () => 0,
      ),
  });
  if (countSessions === undefined) return [isUp];
  const sessions = createReading({
    name: 'gatehouse_sessions',
    type: 'gauge',
    help: 'Sessions kept in memory.',
    read: countSessions,
  });
  return [isUp, sessions];
}

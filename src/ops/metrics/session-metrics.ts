import type { Metric } from '../prometheus/metric.ts';
import { createReading } from '../prometheus/reading.ts';

/** Where the gauges of sessions get their values, asked at each reading. */
export interface SessionGauges {
  /** How many sessions there are; undefined where they are kept outside this process. */
  readonly countSessions: (() => number) | undefined;
  /** Rejects where the session store does not answer. */
  readonly checkStore: () => Promise<void>;
  /** How grace is used; absent where there is none. */
  readonly grace?: { isRunning(): boolean; answers(): number } | undefined;
}

/**
 * `gatehouse_sessions` where they are kept in memory; `gatehouse_session_store_up`: 1 while the store answers, else 0; where `session.grace` is
 * written, `gatehouse_session_grace_active`: 1 while sessions go on without the store, and `gatehouse_session_grace_answers_total`.
 */
export function sessionMetrics({ countSessions, checkStore, grace }: SessionGauges): readonly Metric[] {
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
  return [
    isUp,
    ...graceMetrics(grace),
    ...(countSessions === undefined ? [] : [sessionCount(countSessions)]),
  ];
}

function sessionCount(read: () => number): Metric {
  return createReading({ name: 'gatehouse_sessions', type: 'gauge', help: 'Sessions kept in memory.', read });
}

function graceMetrics(grace: SessionGauges['grace']): readonly Metric[] {
  if (grace === undefined) return [];
  return [
    createReading({
      name: 'gatehouse_session_grace_active',
      type: 'gauge',
      help: 'Whether sessions go on without the session store.',
      read: () => Number(grace.isRunning()),
    }),
    createReading({
      name: 'gatehouse_session_grace_answers_total',
      type: 'counter',
      help: 'How often a session was found without the session store.',
      read: () => grace.answers(),
    }),
  ];
}

import { Gauge, type Registry } from 'prom-client';

/** Where the gauges of sessions get their values, asked at each reading. */
export interface SessionGauges {
  /** How many sessions there are; undefined where they are kept outside this process. */
  readonly countSessions: (() => number) | undefined;
  /** Rejects where the session store does not answer. */
  readonly checkStore: () => Promise<void>;
}

/** `gatehouse_sessions` where they are kept in memory, and `gatehouse_session_store_up`: 1 while the store answers, else 0. */
export function registerSessionMetrics(registry: Registry, gauges: SessionGauges): void {
  const { countSessions, checkStore } = gauges;
  if (countSessions !== undefined) {
    const sessions: Gauge = new Gauge({
      name: 'gatehouse_sessions',
      help: 'Sessions kept in memory.',
      registers: [registry],
      collect: () => sessions.set(countSessions()),
    });
  }
  const isUp: Gauge = new Gauge({
    name: 'gatehouse_session_store_up',
    help: 'Whether the session store answers.',
    registers: [registry],
    async collect() {
      isUp.set(
        await checkStore().then(
          () => 1,
          () => 0,
        ),
      );
    },
  });
}

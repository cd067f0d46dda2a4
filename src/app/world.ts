import type { Config } from '../config/config.ts';
import type { Clock } from '../lib/clock.ts';
import type { Log } from '../lib/log.ts';
import type { Random } from '../lib/random.ts';
import type { Metrics } from '../ops/metrics.ts';

/** One process of several that serve together (`server.workers`). */
export interface Worker {
  /** Counted from 1; the first does what is to be done once, whoever died before it. */
  readonly number: number;
  /** Hands the metrics to the process that serves those of all. */
  shareMetrics(metrics: Metrics): void;
}

/** What every part that is opened may need. */
export interface World {
  readonly config: Config;
  readonly log: Log;
  readonly clock: Clock;
  readonly random: Random;
  /** PEM certificates to trust besides the system's. */
  readonly trustedCertificates: readonly string[];
  /** Undefined where this process is the only one. */
  readonly worker?: Worker | undefined;
}

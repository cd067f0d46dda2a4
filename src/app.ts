import type { Config } from './config/config.ts';
import type { Clock } from './lib/clock.ts';
import type { Log } from './lib/log.ts';
import type { Random } from './lib/random.ts';

/** A running Gatehouse. */
export interface Gatehouse {
  /** Where it listens, as a URL of its own: `http://127.0.0.1:9091`. Undefined for a unix socket. */
  readonly url: string | undefined;
  /** Stops taking requests, ends those under way, writes out what is noted, lets go of everything. */
  close(): Promise<void>;
}

/** What `startGatehouse` needs; clock and random default to the machine's own. */
export interface GatehouseOptions {
  readonly config: Config;
  readonly log: Log;
  readonly clock?: Clock;
  readonly random?: Random;
}

/** The only wiring: configuration in, a listening server out. */
export function startGatehouse(_options: GatehouseOptions): Promise<Gatehouse> {
  throw new TypeError('comes with the wiring');
}

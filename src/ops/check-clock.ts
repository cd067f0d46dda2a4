import type { NtpConfig } from '../config/sections/ntp.ts';
import { AppError } from '../lib/app-error.ts';
import type { Clock } from '../lib/clock.ts';
import type { Log } from '../lib/log.ts';
import type { Random } from '../lib/random.ts';
import { askTimeServer } from './ask-time-server.ts';

/** What the check needs. */
export interface ClockWorld {
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
}

/**
 * Compares the clock with the configured time server: one-time passwords, limits and sessions are only as right as it is. A server that does not
 * answer is logged and no more. Throws `AppError` `configuration-invalid` for a clock that is off by more than `max_desync`, unless
 * `disable_failure` says that this is only to be logged (behaviour.md §4.5).
 */
export async function checkClock(config: NtpConfig, { clock, random, log }: ClockWorld): Promise<void> {
  if (config === undefined || config.disable_startup_check || config.address.kind !== 'tcp') return;
  const { host, port, scheme } = config.address;
  const family = scheme === 'udp6' ? 6 : scheme === 'udp4' ? 4 : undefined;
  let offsetMs: number;
  try {
    offsetMs = await askTimeServer({ host, port, family, version: config.version }, { clock, random });
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'unknown';
    log.warn(
      { address: `${scheme}://${host}:${port}`, reason },
      'the time server does not answer: the clock was not compared',
    );
    return;
  }
  if (Math.abs(offsetMs) <= config.max_desync) return;
  const seconds = (Math.abs(offsetMs) / 1000).toFixed(1);
  const told = `The clock of this machine is ${seconds} seconds ${offsetMs > 0 ? 'behind' : 'ahead of'} that of the time server.`;
  if (config.disable_failure) log.error({ offset_ms: Math.round(offsetMs) }, told);
  else {
    throw new AppError('configuration-invalid', told, {
      detail: `ntp.max_desync allows ${config.max_desync / 1000} seconds: set the clock, or write ntp.disable_failure: true`,
    });
  }
}

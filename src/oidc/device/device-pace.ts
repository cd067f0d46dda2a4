import type { Clock } from '../../lib/clock.ts';
import type { OidcArtifacts } from '../../storage/oidc-artifacts.ts';

/** How long devices wait between two questions, in seconds (behaviour.md §9.4). */
export const pollSeconds = 10;

/** What the wait grows by each time a device does not keep it (RFC 8628 §3.5). */
const slowerMs = 5000;

/** What a network may shorten a wait by. */
const slackMs = 1000;

/** Notes are worth nothing as soon as the device code is over. */
const keptMs = 3_600_000;

/** Whether devices wait as long as they were told to. */
export interface DevicePace {
  /** Notes that a device asks; false where it asks too soon, so that it must wait longer from now on. */
  keep(deviceCode: string): Promise<boolean>;
}

/** The pace of devices, kept where all instances see it. */
export function createDevicePace({
  issuer,
  artifacts,
  clock,
}: {
  readonly issuer: string;
  readonly artifacts: OidcArtifacts;
  readonly clock: Clock;
}): DevicePace {
  return {
    async keep(deviceCode) {
      const name = { kind: `${issuer} DevicePoll`, value: deviceCode };
      const payload = (await artifacts.find(name))?.payload;
      const askedAtMs = clock.now();
      const waitMs = typeof payload?.waitMs === 'number' ? payload.waitMs : pollSeconds * 1000;
      const isTooSoon =
        typeof payload?.askedAtMs === 'number' && askedAtMs - payload.askedAtMs < waitMs - slackMs;
      await artifacts.save({
        ...name,
        grantId: undefined,
        signIn: undefined,
        payload: { askedAtMs, waitMs: isTooSoon ? waitMs + slowerMs : waitMs },
        expiresAtMs: askedAtMs + keptMs,
      });
      return !isTooSoon;
    },
  };
}

import type { z } from 'zod';
import { boolean } from '../../notations/boolean.ts';
import { duration } from '../../notations/duration.ts';
import { group, groups, keys } from '../../notations/group.ts';
import { integer } from '../../notations/integer.ts';
import { defaulted, required } from '../../notations/key.ts';
import type { Milliseconds } from '../../notations.ts';

/** One token bucket: it holds `requests` tokens and gets one back per `period`. */
export interface BucketConfig {
  readonly period: Milliseconds;
  readonly requests: number;
}

/** `server.endpoints.rate_limits` (behaviour.md §4.4), per address of the client. */
export type RateLimitsConfig = z.output<typeof rateLimits>;

const minute = 60_000;
const perEndpoint = buckets([30, minute], [40, 2 * minute], [50, 10 * minute]);

const bucket = keys({
  period: required(
    duration({ min: 10_000 }),
    'The time after which a request is given back.',
    'Write a duration such as 1m.',
  ),
  requests: required(
    integer({ min: 1 }),
    'How many requests are possible at once.',
    'Write a number such as 10.',
  ),
});

/** Limits without own buckets get `fallback`; the two of the elevated session are filled in with its lifespans, across sections. */
function limit(what: string, fallback: readonly BucketConfig[] = []) {
  return group(
    {
      enable: defaulted(boolean, true, 'Whether this limit is on.'),
      buckets: groups(bucket, 'All of them must allow a request.'),
    },
    `How often ${what} may be asked.`,
  ).transform(({ enable, buckets: written }) => ({
    enable,
    buckets: written.length > 0 ? written : fallback,
  }));
}

/** The keys of `server.endpoints.rate_limits`. */
export const rateLimits = group(
  {
    // Ours alone. Failures of a whole office behind one address, and no more than a few thousand guesses a day.
    first_factor: limit('to check a password (failures alone count)', buckets([300, 10_000], [600, minute])),
    reset_password_start: limit(
      'for a link to reset a password',
      buckets([5, 10 * minute], [10, 15 * minute], [15, 30 * minute]),
    ),
    reset_password_finish: limit('to redeem such a link', buckets([10, minute], [15, 2 * minute])),
    second_factor_totp: limit('to check a one-time password', perEndpoint),
    second_factor_duo: limit('for a Duo push', buckets([10, minute], [15, 2 * minute])),
    session_elevation_start: limit('for a one-time code'),
    session_elevation_finish: limit('to redeem a one-time code'),
    openid_connect_token: limit('for tokens', [...perEndpoint, { requests: 100, period: 60 * minute }]),
    openid_connect_pushed_authorization_request: limit('to push an authorization request', [
      ...perEndpoint,
      { requests: 100, period: 60 * minute },
    ]),
    // Ours alone, as is what it limits.
    openid_connect_registration: limit('to register or change a client', perEndpoint),
    openid_connect_userinfo: limit('for user information'),
    openid_connect_introspection: limit('to introspect a token'),
    openid_connect_revocation: limit('to revoke a token'),
    // Ours alone; also per person. Failures alone count.
    openid_connect_user_code: limit('to enter the code of a device (failures alone count)', [
      ...perEndpoint,
      { requests: 100, period: 60 * minute },
    ]),
  },
  'How often one address may use what invites guessing.',
);

/** The buckets of the elevated session, which follow its lifespans (behaviour.md §4.4). */
export function elevationBuckets(lifespans: {
  readonly code: Milliseconds;
  readonly elevation: Milliseconds;
}): { readonly start: readonly BucketConfig[]; readonly finish: readonly BucketConfig[] } {
  const { code, elevation } = lifespans;
  return {
    start: buckets([3, code], [5, 2 * code], [15, 12 * code]),
    finish: buckets([3, elevation], [5, 2 * elevation], [15, 6 * elevation]),
  };
}

function buckets(
  ...pairs: readonly (readonly [requests: number, period: Milliseconds])[]
): readonly BucketConfig[] {
  return pairs.map(([requests, period]) => ({ requests, period }));
}

import type { Config } from './config.ts';
import { resolveNetworkNames } from './resolve-network-names.ts';
import { elevationBuckets, type RateLimitsConfig } from './sections/server/rate-limits.ts';

/**
 * Fills in what follows from other sections: names of networks become what they stand for, and the rate limits of the elevated session
 * follow its lifespans (behaviour.md §4.4). To be called once every section is ready and `checkAcrossSections` found no error.
 */
export function completeAcrossSections(config: Config): Config {
  const { server } = config;
  return {
    ...config,
    access_control: resolveNetworkNames(config),
    server: { ...server, endpoints: { ...server.endpoints, ...rateLimitsOf(config) } },
  };
}

function rateLimitsOf({ server, identity_validation }: Config): { readonly rate_limits?: RateLimitsConfig } {
  const limits = server.endpoints.rate_limits;
  if (limits === undefined) return {};
  const { code_lifespan, elevation_lifespan } = identity_validation.elevated_session;
  const { start, finish } = elevationBuckets({ code: code_lifespan, elevation: elevation_lifespan });
  const filled = (limit: RateLimitsConfig['session_elevation_start'], buckets: typeof start) =>
    limit.buckets.length > 0 ? limit : { ...limit, buckets };
  return {
    rate_limits: {
      ...limits,
      session_elevation_start: filled(limits.session_elevation_start, start),
      session_elevation_finish: filled(limits.session_elevation_finish, finish),
    },
  };
}

import type { CookieDomainConfig } from '../config/sections/session.ts';

/** The first cookie domain that the host equals or lies under. The host is canonical: lower case, no port, no trailing dot. */
export function findCookieDomain(
  domains: readonly CookieDomainConfig[],
  host: string,
): CookieDomainConfig | undefined {
  return domains.find(({ domain }) => host === domain || host.endsWith(`.${domain}`));
}

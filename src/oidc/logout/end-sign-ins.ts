import type { OidcConfig } from '../../config/sections/identity-providers.ts';
import type { CookieDomainConfig } from '../../config/sections/session.ts';
import type { Clock } from '../../lib/clock.ts';
import { hardLimitMs } from '../../session/lifetimes.ts';
import type { EndObserver } from '../../session/tell-ends.ts';
import { issuerOf, uidOf } from '../find-sign-in.ts';
import type { OidcRecords } from '../open-records.ts';

/** Whoever cannot be told within this time is not told any more. */
export const toldWithinMs = 3_600_000;

/** What ending takes. */
export interface EnderOptions {
  readonly oidc: Pick<OidcConfig, 'clients'>;
  readonly cookies: readonly CookieDomainConfig[];
  readonly records: OidcRecords;
  readonly clock: Clock;
  /** Told when there is something to deliver. */
  readonly onNoted?: () => void;
}

/**
 * Ends all that came from a sign-in, before the sign-in itself is ended, and notes which clients are to be told (OpenID Connect Back-Channel
 * Logout §2.3). However often, and by however many processes, one is ended: each client is told once; and what fails half-way is done by whoever asks again.
 */
export function createSignInEnder(options: EnderOptions): EndObserver {
  const { oidc, cookies, records, clock, onNoted = () => undefined } = options;
  const told = new Set(
    oidc.clients.flatMap((client) => (client.backchannel_logout_uri === undefined ? [] : [client.client_id])),
  );
  const issuers = cookies.flatMap((domain) => issuerOf(domain) ?? []);
  return async (session) => {
    const domain = cookies.find((one) => one.domain === session.cookieDomain);
    const endsAtMs = domain === undefined ? clock.now() : hardLimitMs(session, domain);
    for (const issuer of issuers) {
      const uid = uidOf(records.hash, issuer, session.signInId);
      const given = await records.authorizations.end(uid, endsAtMs);
      const nowMs = clock.now();
      for (const { clientId, accountId, sid } of given.filter((one) => told.has(one.clientId))) {
        const logout = { issuer, clientId, accountId, sid };
        await records.logouts.note(uid, logout, { nowMs, expiresAtMs: nowMs + toldWithinMs });
      }
      await records.authorizations.forget(uid);
      await records.artifacts.removeBySignIn(uid);
    }
    onNoted();
  };
}

import type { ClientConfig } from '../../config/sections/identity-providers/client.ts';
import type { OidcConfig } from '../../config/sections/identity-providers.ts';
import type { CookieDomainConfig } from '../../config/sections/session.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Session } from '../../session/session.ts';
import type { OidcAuthorization } from '../../storage/oidc-authorizations.ts';
import { issuerOf, uidOf } from '../find-sign-in.ts';
import type { OidcRecords } from '../open-records.ts';
import type { SignOutRequests } from './sign-out-requests.ts';

/** What they are made of. */
export interface SignOutsParts {
  readonly oidc: Pick<OidcConfig, 'clients'>;
  readonly records: Pick<OidcRecords, 'authorizations' | 'hash'>;
  readonly cookies: readonly CookieDomainConfig[];
  readonly requests: SignOutRequests;
  readonly findClient: (clientId: string) => ClientConfig | undefined;
  readonly clock: Clock;
}

/** Somebody whom an application sent to sign out. */
interface Visit {
  readonly cookieDomain: CookieDomainConfig;
  readonly session: Session | undefined;
  readonly rawRequest: string;
}

/** What signing out at the portal has to do with applications (`OpenIdSignOuts` of the portal). */
export function createSignOuts({ oidc, records, cookies, requests, findClient, clock }: SignOutsParts) {
  const given = (issuer: string, { signInId }: Session) =>
    records.authorizations.find(uidOf(records.hash, issuer, signInId), clock.now());
  const hasFrames = oidc.clients.some((client) => client.frontchannel_logout_uri !== undefined);
  return {
    async read({ cookieDomain, session, rawRequest }: Visit) {
      const issuer = issuerOf(cookieDomain);
      const request = issuer === undefined ? undefined : requests.open(issuer, rawRequest);
      if (issuer === undefined || request === undefined) return undefined;
      const { clientId = '', sid, returnUrl } = request;
      const known = session === undefined ? [] : await given(issuer, session);
      return {
        clientName: findClient(clientId)?.client_name,
        returnUrl,
        isOfThisSignIn: known.some((one) => one.clientId === clientId && isSame(one.sid, sid)),
      };
    },
    async frames(session: Session) {
      const frames: string[] = [];
      if (!hasFrames) return frames;
      for (const issuer of cookies.flatMap((domain) => issuerOf(domain) ?? [])) {
        frames.push(...(await given(issuer, session)).flatMap((one) => frameOf(issuer, one)));
      }
      return frames;
    },
  };

  function frameOf(issuer: string, { clientId, sid }: OidcAuthorization): readonly string[] {
    const uri = findClient(clientId)?.frontchannel_logout_uri;
    if (uri === undefined) return [];
    const url = new URL(uri);
    url.searchParams.append('iss', issuer);
    if (sid !== undefined) url.searchParams.append('sid', sid);
    return [url.href];
  }
}

function isSame(known: string | undefined, asked: string | undefined): boolean {
  return known !== undefined && known === asked;
}

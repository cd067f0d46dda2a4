import type { ClientConfig } from '../../config/sections/identity-providers/client.ts';
import type { Clock } from '../../lib/clock.ts';
import type { OidcLogout } from '../../storage/oidc-logouts.ts';
import type { Protector } from '../tokens/create-protector.ts';

/** The one event of a logout token (OpenID Connect Back-Channel Logout §2.4). */
export const logoutEvent = 'http://schemas.openid.net/event/backchannel-logout';

/** The type in its header, by which nothing else is taken for one (§4). */
const logoutType = 'logout+jwt';

/** As short as §4 advises. */
const goodForSeconds = 120;

/** What logout tokens are made with. */
export interface LogoutTokenParts {
  /** That of the keys of the moment. */
  readonly currentProtector: () => Protector;
  readonly newTokenId: () => string;
  readonly pairwiseSubject: (accountId: string, clientId: string) => Promise<string>;
  readonly clock: Clock;
}

/** Makes a logout token, signed and encrypted as the client's ID tokens are; the subject is the one that the client knows. */
export async function makeLogoutToken(
  { currentProtector, newTokenId, pairwiseSubject, clock }: LogoutTokenParts,
  client: ClientConfig,
  { issuer, accountId, sid }: OidcLogout,
): Promise<string> {
  const { client_id: clientId, sector_identifier_uri: sector } = client;
  const iat = Math.floor(clock.now() / 1000);
  const claims = {
    iss: issuer,
    aud: clientId,
    sub: sector === undefined ? accountId : await pairwiseSubject(accountId, clientId),
    ...(sid === undefined ? {} : { sid }),
    iat,
    exp: iat + goodForSeconds,
    jti: newTokenId(),
    events: { [logoutEvent]: {} },
  };
  return currentProtector().protect(client, { kind: 'id_token', claims, typ: logoutType });
}

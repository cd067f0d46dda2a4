import type { ClientConfig } from '../../config/sections/identity-providers/client.ts';
import type { OidcConfig } from '../../config/sections/identity-providers.ts';
import type { Log } from '../../lib/log.ts';
import type { OidcLogouts } from '../../storage/oidc-logouts.ts';
import type { Issuer } from '../create-listener.ts';
import { type BackChannel, createBackChannel } from './back-channel.ts';
import { type LogoutTokenParts, makeLogoutToken } from './logout-token.ts';
import { postLogoutToken } from './post-logout-token.ts';

/** What the back channel is made of. */
interface BackChannelParts extends LogoutTokenParts {
  readonly logouts: OidcLogouts;
  readonly issuers: readonly Pick<Issuer, 'issuer'>[];
  readonly findClient: (clientId: string) => ClientConfig | undefined;
  readonly trustedCertificates: readonly string[];
  readonly log: Log;
}

/** The answers that mean that it was taken in (OpenID Connect Back-Channel Logout §2.8; some frameworks say 204). */
const goodStatuses: readonly number[] = [200, 204];

/** Opens the back channel where a client has one. */
export function openBackChannel(
  { clients }: Pick<OidcConfig, 'clients'>,
  parts: BackChannelParts,
): BackChannel | undefined {
  if (clients.every((client) => client.backchannel_logout_uri === undefined)) return undefined;
  const { issuers, findClient, trustedCertificates } = parts;
  return createBackChannel({
    ...parts,
    async tell(logout, signal) {
      const client = findClient(logout.clientId);
      const url = client?.backchannel_logout_uri;
      const isServed = issuers.some(({ issuer }) => issuer === logout.issuer);
      if (client === undefined || url === undefined || !isServed) return { kind: 'nobody' };
      const token = await makeLogoutToken(parts, client, logout);
      const status = await postLogoutToken({ url, token, signal, trustedCertificates });
      return goodStatuses.includes(status) ? { kind: 'told' } : { kind: 'failed', status };
    },
  });
}

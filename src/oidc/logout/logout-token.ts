import type { Provider } from 'oidc-provider';
import type { Random } from '../../lib/random.ts';
import type { OidcLogout } from '../../storage/oidc-logouts.ts';

/** The one event of a logout token (OpenID Connect Back-Channel Logout §2.4). */
export const logoutEvent = 'http://schemas.openid.net/event/backchannel-logout';

const idBytes = 16;

/** Makes a logout token, signed as the client's ID tokens are; the subject is the one that the client knows. */
export async function makeLogoutToken(
  provider: Provider,
  { clientId, accountId, sid }: OidcLogout,
  random: Random,
): Promise<string> {
  const client = await provider.Client.find(clientId);
  if (client === undefined) throw new TypeError('a logout token of a client that there is not');
  const token = new provider.IdToken({ sub: accountId }, { client });
  Object.assign(token, { mask: { sub: null } });
  token.set('events', { [logoutEvent]: {} });
  token.set('jti', random.bytes(idBytes).toString('base64url'));
  if (sid !== undefined) token.set('sid', sid);
  return token.issue({ use: 'logout' });
}

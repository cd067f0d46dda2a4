import type { RelyingParty } from '../../../factors/webauthn/relying-party.ts';
import type { SiteRequest } from '../../endpoint.ts';
import { ownUrl } from '../../own-url.ts';

/** The portal as authenticators know it, by its configured URL, else by the checked site of the request: never by a Host header alone. */
export function relyingPartyOf(request: SiteRequest): RelyingParty {
  const url = ownUrl(request, '');
  if (url === undefined) throw new TypeError('A request to a known site has no site');
  const { hostname, origin } = new URL(url);
  return { id: hostname, origin };
}

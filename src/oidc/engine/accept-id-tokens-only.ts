import { errors, type Provider } from 'oidc-provider';
import { logoutEvent } from '../logout/logout-token.ts';
import { replaceMethod } from './replace-method.ts';

/**
 * What comes back to us as `id_token_hint` must be an ID token: the engine looks at signature, issuer and audience alone, which a logout token
 * and a signed access token have as well (OpenID Connect Back-Channel Logout §4 and RFC 9068 §5, "cross-JWT confusion").
 */
export function acceptIdTokensOnly({ IdToken }: Provider): void {
  const validate = IdToken.validate.bind(IdToken);
  replaceMethod(IdToken, 'validate', () => async (_self, ...token: Parameters<typeof validate>) => {
    const validated = await validate(...token);
    const { events } = validated.payload;
    const isLogout = typeof events === 'object' && events !== null && logoutEvent in events;
    const { typ } = validated.header;
    if (isLogout || (typ !== undefined && typ !== 'JWT')) {
      throw new errors.InvalidRequest('only an ID token is one');
    }
    return validated;
  });
}

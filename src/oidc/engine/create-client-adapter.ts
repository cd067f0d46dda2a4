import type { Adapter } from 'oidc-provider';
import type { OidcConfig } from '../../config/sections/identity-providers.ts';
import type { Clock } from '../../lib/clock.ts';
import type { OidcClients } from '../../storage/oidc-clients.ts';
import type { RegistrationTokens } from '../../storage/oidc-registration-tokens.ts';
import type { KnownClients } from '../clients/known-clients.ts';
import { isHostAllowed } from '../registration/is-host-allowed.ts';
import { registeredClient, wordsOf } from '../registration/registered-client.ts';

/** What registration is made of. */
export interface RegistrationParts {
  readonly registered: OidcClients;
  readonly registrationTokens: RegistrationTokens;
  readonly clients: KnownClients;
  readonly clock: Clock;
}

/** The name of the rules that every registration goes through (`registration-features.ts`). */
export const registrationPolicy = 'gatehouse';

/** What the engine keeps for nobody: neither kind is found by anything but its name. */
const nothingMore = {
  consume: () => Promise.resolve(),
  revokeByGrantId: () => Promise.resolve(),
  findByUid: () => Promise.resolve(undefined),
  findByUserCode: () => Promise.resolve(undefined),
};

/** The engine's clients that are not written: those that registered, with what today's rules leave them, while registration is on. */
export function createClientAdapter(
  { registered, clients, clock, issuer }: RegistrationParts & { readonly issuer: string },
  rules: OidcConfig['dynamic_registration'],
): Adapter {
  return {
    ...nothingMore,
    async find(clientId) {
      const found = rules.enabled ? await registered.find(clientId) : undefined;
      if (found === undefined || found.issuer !== issuer) {
        clients.forget(clientId);
        return undefined;
      }
      const { redirect_uris, post_logout_redirect_uris, scope } = found.payload;
      const allowed = (uris: unknown) =>
        textsOf(uris).filter((uri) => isHostAllowed(uri, rules.allowed_redirect_hosts));
      const payload = {
        ...found.payload,
        scope: wordsOf(scope)
          .filter((one) => rules.allowed_scopes.includes(one))
          .join(' '),
        redirect_uris: allowed(redirect_uris),
        post_logout_redirect_uris: allowed(post_logout_redirect_uris),
      };
      clients.note(registeredClient(payload, rules));
      return payload;
    },
    upsert: (clientId, payload) =>
      registered.save({ clientId, issuer, payload: { ...payload }, createdAtMs: clock.now() }),
    async destroy(clientId) {
      await registered.remove(clientId);
      clients.forget(clientId);
    },
  };
}

/** The engine's initial access tokens: those that an operator made (RFC 7591 §3). */
export function createRegistrationTokenAdapter({
  registrationTokens,
  clock,
}: Pick<RegistrationParts, 'registrationTokens' | 'clock'>): Adapter {
  return {
    ...nothingMore,
    async find(token) {
      const found = await registrationTokens.find(token, clock.now());
      if (found === undefined) return undefined;
      return {
        jti: token,
        kind: 'InitialAccessToken',
        iat: Math.floor(found.createdAtMs / 1000),
        exp: Math.ceil(found.expiresAtMs / 1000),
        policies: [registrationPolicy],
      };
    },
    upsert: () => Promise.resolve(),
    destroy: () => Promise.resolve(),
  };
}

function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}

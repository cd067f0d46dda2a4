import { type ClientMetadata, type Configuration, errors, type KoaContextWithOIDC } from 'oidc-provider';
import type { OidcConfig } from '../../config/sections/identity-providers.ts';
import { type RegistrationParts, registrationPolicy } from '../engine/create-client-adapter.ts';
import { restrictMetadata } from './restrict-metadata.ts';

type Features = NonNullable<Configuration['features']>;

/** `dynamic_registration` as features of the engine: for holders of a token alone (RFC 7591, RFC 7592). */
export function registrationFeatures(
  { dynamic_registration: rules }: Pick<OidcConfig, 'dynamic_registration'>,
  { registrationTokens, clock }: Pick<RegistrationParts, 'registrationTokens' | 'clock'>,
): Pick<Features, 'registration' | 'registrationManagement'> {
  if (!rules.enabled) return { registration: { enabled: false } };

  async function check({ oidc }: KoaContextWithOIDC, metadata: ClientMetadata): Promise<void> {
    Object.assign(metadata, restrictMetadata(metadata, rules));
    const token = oidc.entities.InitialAccessToken?.jti;
    if (token === undefined) return;
    // A request that cannot succeed costs no use.
    await oidc.provider.Client.validate(metadata);
    if (!(await registrationTokens.spend(token, clock.now()))) {
      throw new errors.InvalidToken('the token has no use left');
    }
  }

  return {
    registration: {
      enabled: true,
      initialAccessToken: true,
      issueRegistrationAccessToken: true,
      policies: { [registrationPolicy]: check },
    },
    registrationManagement: { enabled: true, rotateRegistrationAccessToken: true },
  };
}

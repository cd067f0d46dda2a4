import { TOTP } from 'otpauth';
import type { TotpConfiguration } from '../../storage/totp-configurations.ts';
import { otpSecret } from './totp-codes.ts';

/** The `otpauth://` URL that authenticator apps read, labelled `<issuer>:<username>` (behaviour.md §6.5). It holds the secret. */
export function totpUrl(configuration: Omit<TotpConfiguration, 'createdAtMs' | 'lastUsedAtMs'>): string {
  const { username, issuer, algorithm, digits, period, secret } = configuration;
  return new TOTP({
    issuer,
    label: username,
    algorithm,
    digits,
    period,
    secret: otpSecret(secret),
  }).toString();
}

import type { TotpConfig } from '../../src/config/sections/totp.ts';

/** The `totp` section with the documented defaults, but that all there is may be chosen; give what differs. */
export function totpConfig(differences: Partial<TotpConfig> = {}): TotpConfig {
  return {
    disable: false,
    issuer: 'Authelia',
    algorithm: 'SHA1',
    digits: 6,
    period: 30,
    skew: 1,
    secret_size: 32,
    allowed_algorithms: ['SHA1', 'SHA256', 'SHA512'],
    allowed_digits: [6, 8],
    allowed_periods: [30, 60],
    disable_reuse_security_policy: false,
    ...differences,
  };
}

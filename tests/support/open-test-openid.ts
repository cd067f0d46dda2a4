import { generateKeyPairSync } from 'node:crypto';
import { identityProviders } from '../../src/config/sections/identity-providers.ts';
import type { CookieDomainConfig } from '../../src/config/sections/session.ts';
import type { Clock } from '../../src/lib/clock.ts';
import type { Log } from '../../src/lib/log.ts';
import { systemRandom } from '../../src/lib/random.ts';
import { openProvider } from '../../src/oidc/open-provider.ts';
import { createOpaqueIdentifiers } from '../../src/storage/opaque-identifiers.ts';
import type { Storage } from '../../src/storage/open-storage.ts';
import { createRememberedConsents } from '../../src/storage/remembered-consents.ts';
import type { UserBackend } from '../../src/users/backend.ts';
import { createPasswordHasher } from '../../src/users/passwords/password-hasher.ts';
import { readSection } from './read-section.ts';

/** What the provider of a portal under test is made of. */
export interface TestOpenIdParts {
  readonly storage: Storage;
  readonly users: UserBackend;
  readonly cookies: readonly CookieDomainConfig[];
  readonly clock: Clock;
  readonly log: Log;
}

/** The OpenID Connect provider of a portal under test, with these clients. */
export function openTestOpenId(clients: readonly object[], parts: TestOpenIdParts) {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const key = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const raw = { oidc: { hmac_secret: 'a secret of the tests', jwks: [{ key }], clients } };
  const { ready, problems } = readSection(identityProviders, raw);
  if (ready?.oidc === undefined) throw new TypeError(problems.map(({ message }) => message).join('; '));
  const { oidc } = ready;
  return openProvider({
    ...parts,
    oidc,
    // None is ever replaced.
    keys: { config: () => oidc, refresh: () => Promise.resolve() },
    config: { session: { cookies: parts.cookies }, server: { address: { path: '/' } } },
    encryptionKey: 'a key of more than twenty',
    hasher: createPasswordHasher({ random: systemRandom }),
    resolveAttribute: () => undefined,
    networksOf: (names) => names,
    trustedCertificates: [],
    random: systemRandom,
  });
}

/** Somebody agreed to something, and let it be remembered for a week. */
export async function rememberConsent(
  { storage, clock }: Pick<TestOpenIdParts, 'storage' | 'clock'>,
  username: string,
  consent: {
    readonly clientId: string;
    readonly scopes: readonly string[];
    readonly claims: readonly string[];
  },
): Promise<void> {
  const subject = await createOpaqueIdentifiers(storage.database).of(username, '', () => crypto.randomUUID());
  const times = { createdAtMs: clock.now(), expiresAtMs: clock.now() + 7 * 86_400_000 };
  await createRememberedConsents(storage.database).remember({ ...consent, audience: [], subject }, times);
}

import { describeOneTimeProofs } from '../../src/factors/one-time-proofs.contract.ts';
import { describeAuditStorage } from '../../src/storage/audit.contract.ts';
import { describeChangeKey } from '../../src/storage/change-key.contract.ts';
import { describeDuoStorage } from '../../src/storage/duo.contract.ts';
import { describeKeptSessions } from '../../src/storage/kept-sessions.contract.ts';
import { describeOidcStorage } from '../../src/storage/oidc.contract.ts';
import { describeOidcLogouts } from '../../src/storage/oidc-logouts.contract.ts';
import { describeOidcRegistration } from '../../src/storage/oidc-registration.contract.ts';
import { describeOidcSigningKeys } from '../../src/storage/oidc-signing-keys.contract.ts';
import { describeSealedSecrets } from '../../src/storage/sealed-secret.contract.ts';
import { describeStorage, type EngineUnderTest } from '../../src/storage/storage.contract.ts';
import { describeTotpStorage } from '../../src/storage/totp.contract.ts';
import { describeWebAuthnStorage } from '../../src/storage/webauthn.contract.ts';
import { describeIdentityChecks } from '../../src/verification/identity.contract.ts';

/** All that a database engine must do: every contract of the durable storage. */
export function describeStorageEngine(engine: EngineUnderTest): void {
  describeStorage(engine);
  describeSealedSecrets(engine);
  describeChangeKey(engine);
  describeTotpStorage(engine);
  describeOneTimeProofs(engine);
  describeDuoStorage(engine);
  describeAuditStorage(engine);
  describeIdentityChecks(engine);
  describeWebAuthnStorage(engine);
  describeOidcStorage(engine);
  describeOidcLogouts(engine);
  describeOidcRegistration(engine);
  describeOidcSigningKeys(engine);
  describeKeptSessions(engine.name, engine.open);
}

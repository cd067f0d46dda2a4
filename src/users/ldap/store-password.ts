import { Attribute, Ber, BerWriter, Change, Control, PasswordPolicyControl } from 'ldapts';
import type { LdapBackendConfig } from '../../config/sections/authentication-backend/ldap.ts';
import { AppError } from '../../lib/app-error.ts';
import { reasonOf } from '../../lib/reason-of.ts';
import type { LdapConnection } from './connection.ts';
import type { Directory } from './directory.ts';
import { isRefusal } from './ldap-failure.ts';
import { readPasswordRefusal } from './password-refusal.ts';
import { ReferralError, referralTarget } from './referral.ts';
import { type RootDse, readRootDse } from './root-dse.ts';

/** Whose password is to become which, and where. */
export interface PasswordChange {
  readonly directory: Directory;
  readonly config: LdapBackendConfig;
  readonly dn: string;
  /** Never empty. */
  readonly password: string;
}

/** The password modify operation (RFC 3062). */
const passwordModifyOid = '1.3.6.1.4.1.4203.1.11.1';

/** Active Directory's policy hints: the history of passwords counts although an administrator writes. The second is the older one. */
const policyHintOids = ['1.2.840.113556.1.4.2239', '1.2.840.113556.1.4.2066'] as const;

/**
 * Stores a password as the service user, in the way that the directory has for it (behaviour.md §8.2). Throws
 * `PasswordRefusedError` where the directory does not like the password, `AppError` where it cannot store any.
 */
export async function storePassword(change: PasswordChange): Promise<void> {
  const policy = new PasswordPolicyControl();
  try {
    await writeOrFollow(change, policy);
  } catch (error) {
    const refused = readPasswordRefusal(error, policy.value?.error);
    if (refused !== undefined) throw refused;
    if (!isRefusal(error) && !(error instanceof ReferralError)) throw error;
    throw cannotStore(error);
  }
}

/** A referral is followed once, and only where the operator wants it: the service user's password goes where it leads. */
async function writeOrFollow(change: PasswordChange, policy: PasswordPolicyControl): Promise<void> {
  const { directory, config } = change;
  const rootDse = await directory.rootDse();
  try {
    await directory.asServiceUser((connection) => write(connection, change, { rootDse, policy }));
  } catch (error) {
    const isFollowed = error instanceof ReferralError && config.permit_referrals;
    const target = isFollowed ? referralTarget(error.urls, config) : undefined;
    if (target === undefined) throw error;
    await directory.elsewhere(target.endpoint, async (connection) =>
      write(
        connection,
        { ...change, dn: target.dn ?? change.dn },
        { rootDse: await readRootDse(connection), policy },
      ),
    );
  }
}

function write(
  connection: LdapConnection,
  { config, dn, password }: PasswordChange,
  { rootDse, policy }: { readonly rootDse: RootDse; readonly policy: PasswordPolicyControl },
): Promise<void> {
  if (config.implementation === 'activedirectory') {
    return connection.modify(dn, replaceUnicodePassword(password), policyHints(rootDse));
  }
  if (rootDse.extensions.has(passwordModifyOid)) {
    return connection.extended(passwordModifyOid, passwordModifyValue(dn, password), [policy]);
  }
  return connection.modify(dn, replace('userPassword', Buffer.from(password)), [policy]);
}

function cannotStore(cause: unknown): AppError {
  const hint =
    cause instanceof ReferralError
      ? 'set authentication_backend.ldap.permit_referrals to follow it, or address the server that may be written to'
      : 'check the rights of authentication_backend.ldap.user, and that the connection is encrypted';
  return new AppError('user-backend-unavailable', 'The password could not be stored.', {
    detail: `LDAP: the password cannot be written: ${reasonOf(cause)} — ${hint}`,
    cause,
  });
}

/** MS-ADTS §3.1.1.3.1.5: in quotes, UTF-16 with the low byte first. */
function replaceUnicodePassword(password: string): Change {
  return replace('unicodePwd', Buffer.from(`"${password}"`, 'utf16le'));
}

function replace(type: string, value: Buffer): Change {
  return new Change({ operation: 'replace', modification: new Attribute({ type, values: [value] }) });
}

function passwordModifyValue(dn: string, password: string): Buffer {
  const writer = new BerWriter();
  writer.startSequence();
  writer.writeString(dn, 0x80);
  writer.writeString(password, 0x82);
  writer.endSequence();
  return writer.buffer;
}

function policyHints({ controls }: RootDse): readonly Control[] {
  const oid = policyHintOids.find((known) => controls.has(known));
  return oid === undefined ? [] : [new PolicyHintsControl(oid)];
}

/** MS-ADTS §3.1.1.3.4.1.27: a sequence of one number, 1. */
class PolicyHintsControl extends Control {
  constructor(oid: string) {
    super(oid, { critical: true });
  }

  override writeControl(writer: BerWriter): void {
    const value = new BerWriter();
    value.startSequence();
    value.writeInt(1);
    value.endSequence();
    writer.writeBuffer(value.buffer, Ber.OctetString);
  }
}

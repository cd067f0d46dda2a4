import { Attribute, Ber, BerWriter, Change, Control, PasswordPolicyControl } from 'ldapts';
import type { LdapBackendConfig } from '../../config/sections/authentication-backend/ldap.ts';
import { AppError } from '../../lib/app-error.ts';
import type { Directory } from './directory.ts';
import { isRefusal, reasonOf } from './ldap-failure.ts';
import { readPasswordRefusal } from './password-refusal.ts';
import type { RootDse } from './root-dse.ts';

/** Whose password is to become which, and where. */
export interface PasswordChange {
  readonly directory: Directory;
  readonly config: Pick<LdapBackendConfig, 'implementation'>;
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
export async function storePassword({ directory, config, dn, password }: PasswordChange): Promise<void> {
  const rootDse = await directory.rootDse();
  const policy = new PasswordPolicyControl();
  try {
    await directory.asServiceUser((connection) => {
      if (config.implementation === 'activedirectory') {
        return connection.modify(dn, replaceUnicodePassword(password), policyHints(rootDse));
      }
      if (rootDse.extensions.has(passwordModifyOid)) {
        return connection.extended(passwordModifyOid, passwordModifyValue(dn, password), [policy]);
      }
      return connection.modify(dn, replace('userPassword', Buffer.from(password)), [policy]);
    });
  } catch (error) {
    const refused = readPasswordRefusal(error, policy.value?.error);
    if (refused !== undefined) throw refused;
    if (!isRefusal(error)) throw error;
    const detail = `LDAP: the password cannot be written: ${reasonOf(error)}; check the rights of authentication_backend.ldap.user, and that the connection is encrypted`;
    throw new AppError('user-backend-unavailable', 'The password could not be stored.', {
      detail,
      cause: error,
    });
  }
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

import {
  Attribute,
  BerReader,
  type Change,
  type Control,
  InsufficientAccessError,
  UnwillingToPerformError,
} from 'ldapts';
import { describe, expect, test } from 'vitest';
import { createLdapConfig } from '../../../tests/support/ldap-config.ts';
import type { LdapConnection } from './connection.ts';
import type { Directory } from './directory.ts';
import { storePassword } from './store-password.ts';

const [passwordModify, policyHints, olderPolicyHints] = [
  '1.3.6.1.4.1.4203.1.11.1',
  '1.2.840.113556.1.4.2239',
  '1.2.840.113556.1.4.2066',
];

interface Sent {
  readonly operation: string;
  readonly value: Buffer;
  readonly controls: readonly string[];
}

/** A directory that can do what is told and notes what is written. */
function createWorld(
  offered: { extensions?: readonly string[]; controls?: readonly string[] },
  refusal?: Error,
) {
  const sent: Sent[] = [];
  const note = async (operation: string, value: Buffer, controls: readonly Control[] = []) => {
    sent.push({ operation, value, controls: controls.map(({ type }) => type) });
    if (refusal !== undefined) throw refusal;
  };
  const connection: LdapConnection = {
    isOpen: true,
    bind: async () => {},
    search: async () => [],
    modify: (dn, change, controls) =>
      note(`${change.operation} ${change.modification.type} of ${dn}`, writtenBy(change), controls),
    extended: (oid, value, controls) => note(oid, value ?? Buffer.alloc(0), controls),
    close: async () => {},
  };
  const directory: Directory = {
    asServiceUser: (work) => work(connection),
    elsewhere: (_endpoint, work) => work(connection),
    bindAs: async () => {},
    rootDse: async () => ({
      extensions: new Set(offered.extensions),
      controls: new Set(offered.controls),
      namingContexts: [],
    }),
    check: async () => {},
    close: async () => {},
  };
  const store = (implementation: 'custom' | 'activedirectory', password: string) =>
    storePassword({
      directory,
      config: createLdapConfig({ port: 389 }, { implementation, groups_filter: '(member={dn})' }),
      dn: 'cn=john',
      password,
    });
  return { store, sent };
}

function writtenBy({ modification }: Change): Buffer {
  const [value] = modification instanceof Attribute ? modification.values : [];
  if (!Buffer.isBuffer(value)) throw new TypeError('a password is written as bytes');
  return value;
}

describe('the way in which a password is stored (behaviour.md §8.2)', () => {
  test('RFC 3062 where the server offers it', async () => {
    const { store, sent } = createWorld({ extensions: [passwordModify] });
    await store('custom', 'pässwörd');
    expect(sent[0]?.operation).toBe(passwordModify);
    const reader = new BerReader(sent[0]?.value ?? Buffer.alloc(0));
    reader.readSequence();
    expect([reader.readString(0x80), reader.readString(0x82), reader.remain]).toEqual([
      'cn=john',
      'pässwörd',
      0,
    ]);
  });

  test('otherwise userPassword is replaced', async () => {
    const { store, sent } = createWorld({});
    await store('custom', 'pässwörd');
    expect(sent[0]?.operation).toBe('replace userPassword of cn=john');
    expect(sent[0]?.value.toString('utf8')).toBe('pässwörd');
  });

  test.each([
    [[], []],
    [[policyHints, olderPolicyHints], [policyHints]],
    [[olderPolicyHints], [olderPolicyHints]],
  ])(
    'Active Directory: unicodePwd in quotes, UTF-16 little endian, with policy hints where known (%j)',
    async (controls, expected) => {
      const { store, sent } = createWorld({ extensions: [passwordModify], controls });
      await store('activedirectory', 'pä"€');
      expect(sent).toHaveLength(1);
      expect(sent[0]?.operation).toBe('replace unicodePwd of cn=john');
      expect(sent[0]?.value.toString('hex')).toBe('22007000e4002200ac202200');
      expect(sent[0]?.controls).toEqual(expected);
    },
  );
});

test('what the policy does not like is told to the user, what the service user may not is told to the operator', async () => {
  const weak = new UnwillingToPerformError(
    '0000052D: SvcErr: DSID-031A12D2, problem 5003 (WILL_NOT_PERFORM)',
  );
  await expect(createWorld({}, weak).store('activedirectory', 'x')).rejects.toMatchObject({
    name: 'PasswordRefusedError',
    refusal: 'too-weak',
  });
  await expect(createWorld({}, new InsufficientAccessError()).store('custom', 'x')).rejects.toMatchObject({
    code: 'user-backend-unavailable',
    message: 'The password could not be stored.',
  });
});

import { afterEach, expect, test } from 'vitest';
import { silentLog } from '../../../src/lib/log.ts';
import { createDirectory } from '../../../src/users/ldap/directory.ts';
import { storePassword } from '../../../src/users/ldap/store-password.ts';
import { createLdapConfig } from '../../support/ldap-config.ts';
import { contractEntries, ldapBase, personDn } from '../../support/ldap-people.ts';
import { appErrorOf, createLdapWorld } from '../../support/ldap-world.ts';
import { describeWithSlapd, startSlapd } from '../../support/slapd.ts';

const cleanups: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
});

/** A server that holds john, and one that only knows where to find him. */
async function createWorld(keys: Readonly<Record<string, unknown>>) {
  const writable = await startSlapd({ entries: contractEntries() });
  cleanups.push(() => writable.close());
  const url = `ldap://localhost:${writable.port}/ou=people,${ldapBase}`;
  const referring = await startSlapd({
    entries: [
      `dn: ${ldapBase}\nobjectClass: dcObject\nobjectClass: organization\no: Example\ndc: example`,
      `dn: ou=people,${ldapBase}\nobjectClass: referral\nobjectClass: extensibleObject\nou: people\nref: ${url}`,
    ].join('\n\n'),
  });
  cleanups.push(() => referring.close());
  const config = createLdapConfig(referring, keys);
  const directory = createDirectory({
    config,
    log: silentLog,
    trustedCertificates: [writable.certificate.authority, referring.certificate.authority],
  });
  cleanups.push(() => directory.close());
  const { backend } = createLdapWorld(createLdapConfig(writable));
  cleanups.push(() => backend.close());
  // A slapd refers modifications elsewhere, but not RFC 3062.
  const plain = { extensions: new Set<string>(), controls: new Set<string>(), namingContexts: [] };
  const asked = { ...directory, rootDse: async () => plain };
  const store = () =>
    storePassword({ directory: asked, config, dn: personDn('john'), password: 'by referral' });
  const isStored = async () => (await backend.checkPassword('john', 'by referral')).outcome === 'right';
  return { store, isStored, writable };
}

describeWithSlapd('a directory that refers to another for writing', () => {
  test.each([
    ['in the clear', () => ({})],
    [
      'under StartTLS, which is then demanded there as well',
      () => ({ start_tls: true, tls: { server_name: 'localhost' } }),
    ],
  ])('is followed with permit_referrals, %s', async (_what, keysOf) => {
    const { store, isStored } = await createWorld({ permit_referrals: true, ...keysOf() });
    await store();
    expect(await isStored()).toBe(true);
  });

  test('is not followed without; the failure names the key', async () => {
    const { store, isStored } = await createWorld({});
    expect((await appErrorOf(store())).detail).toContain('permit_referrals');
    expect(await isStored()).toBe(false);
  });

  test('that is gone is a failure', async () => {
    const { store, writable } = await createWorld({ permit_referrals: true });
    await writable.stop();
    expect((await appErrorOf(store())).detail).toContain(`localhost:${writable.port}`);
  });
});

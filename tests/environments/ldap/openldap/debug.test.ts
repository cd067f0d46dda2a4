import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { run } from '../../../../src/cli/run.ts';
import { directoryPeople, type LdapDirectory, serviceAccount } from '../../../support/ldap-directory.ts';
import { describeWithSlapd } from '../../../support/slapd.ts';
import { createTemporaryFolder, type TemporaryFolder } from '../../../support/temporary-folder.ts';
import { createTestingIo } from '../../../support/testing-io.ts';
import { writeLdapConfiguration } from '../../../support/write-ldap-configuration.ts';
import { openldap } from './start-openldap.ts';

const { john, castor } = directoryPeople;

describeWithSlapd('the commands that explain a directory', () => {
  let directory: LdapDirectory;
  let folder: TemporaryFolder;
  beforeAll(async () => {
    directory = await openldap.start();
    folder = await createTemporaryFolder('debug-ldap');
  });
  afterAll(async () => {
    await directory?.close();
    await folder?.remove();
  });

  /** Runs `debug …` with the documented configuration and these keys of it changed. */
  async function debug(
    args: readonly string[],
    options: {
      readonly keys?: Readonly<Record<string, unknown>>;
      readonly sections?: Readonly<Record<string, unknown>>;
      readonly answers?: readonly string[];
    } = {},
  ) {
    const file = await writeLdapConfiguration(folder.path, 'openldap', { directory, ...options });
    const { io, written, asked } = createTestingIo(options.answers);
    const code = await run(['debug', ...args, '--config', file], { ...io, workingDirectory: folder.path });
    const all = written.out + written.err;
    for (const secret of [serviceAccount.password, john.password, 'not the password'])
      expect(all).not.toContain(secret);
    return { code, asked, ...written };
  }

  describe('debug ldap', () => {
    test('without a user shows connection, TLS, service user, server and bases', async () => {
      const { code, out } = await debug(['ldap']);
      expect(out).toMatch(
        /\[ok\] +connection\n +address +ldaps:\/\/localhost:\d+\n +encryption +TLSv1\.3, TLS_/,
      );
      expect(out).toContain('DNS:ldap.example.com');
      expect(out).toMatch(/\[ok\] +service user\n +signs in as +uid=gatehouse,ou=services,dc=example,dc=com/);
      expect(out).toMatch(/made by +OpenLDAP\n/);
      expect(out).toMatch(/naming contexts +dc=example,dc=com/);
      expect(out).toContain('password modify (1.3.6.1.4.1.4203.1.11.1)');
      expect(out).toMatch(/new passwords go by +the password modify operation/);
      expect(out).toMatch(/users +ou=people,dc=example,dc=com\n +groups +ou=groups,dc=example,dc=com/);
      expect([code, out.endsWith('Everything works.\n')]).toEqual([0, true]);
    });

    test('with a user shows the filters that were sent and what came back', async () => {
      const { code, out } = await debug(['ldap', 'john']);
      expect(out).toMatch(/filter +\(&\(\|\(uid=john\)\(mail=john\)\)\(objectClass=inetOrgPerson\)/);
      expect(out).toMatch(/found +uid=john,ou=people,dc=example,dc=com/);
      expect(out).toMatch(/username +john {2}\(uid\)/);
      expect(out).toMatch(/emails +john\.doe@example\.com {2}\(mail\)/);
      expect(out).toMatch(/searched by +filter/);
      expect(out).toMatch(
        /entries found +cn=(?:admins|dev),ou=groups,dc=example,dc=com\n +cn=(?:admins|dev),ou=groups/,
      );
      expect(out).toMatch(/groups +(?:admins, dev|dev, admins)\n/);
      expect(code).toBe(0);
    });

    test('tells which part of the filter leaves somebody out', async () => {
      const { code, out } = await debug(['ldap', 'james']);
      expect(out).toMatch(/an entry has this name, but not +\(!\(pwdAccountLockedTime=000001010000Z\)\)\n/);
      expect(out).toMatch(/to mend: the account is disabled or expired/);
      expect([code, out.endsWith('This does not work yet.\n')]).toEqual([1, true]);
    });

    test('tells an unknown name from a wrong filter, and a name of several', async () => {
      expect((await debug(['ldap', 'nobody'])).out).toContain(
        'no entry below ou=people,dc=example,dc=com has this name',
      );
      const several = await debug(['ldap', castor.email]);
      expect(several.out).toMatch(/several entries.*uid=castor.*uid=pollux/);
      expect(several.code).toBe(1);
    });

    test('what is typed cannot change the filter', async () => {
      const { out } = await debug(['ldap', '*)(uid=*']);
      expect(out).toContain('(uid=\\2a\\29\\28uid=\\2a)');
      expect(out).toMatch(/found +nobody/);
    });

    test('checks a password that is typed hidden', async () => {
      const right = await debug(['ldap', 'john', '--password-prompt'], { answers: [john.password] });
      expect(right.asked).toEqual(['Enter Password: (hidden)']);
      expect(right.out).toContain('the password is right');
      const wrong = await debug(['ldap', 'john', '--password-prompt'], { answers: ['not the password'] });
      expect([wrong.code, wrong.out]).toEqual([1, expect.stringContaining('to mend: the password is wrong')]);
      expect((await debug(['ldap', '--password-prompt'], { answers: ['x'] })).code).toBe(2);
    });

    test.each<[string, Readonly<Record<string, unknown>>, RegExp]>([
      [
        'a wrong service password',
        { password: 'not the password' },
        /\[failed\] service user[\s\S]*to mend: check authentication_backend\.ldap\.user/,
      ],
      [
        'a base that is not there',
        { base_dn: 'dc=example,dc=org' },
        /\[failed\] search bases[\s\S]*to mend: check base_dn and additional_users_dn/,
      ],
      [
        'a name that the certificate does not have',
        { tls: { server_name: 'wrong.example.org' } },
        /\[failed\] connection[\s\S]*to mend: the certificate is for another name/,
      ],
      [
        'a certificate that is not verified',
        { tls: { skip_verify: true, server_name: 'wrong.example.org' } },
        /warning: the certificate was not verified/,
      ],
      [
        'a port where nobody listens',
        { address: 'ldaps://localhost:9' },
        /\[failed\] connection[\s\S]*to mend: nothing listens there/,
      ],
      [
        'a group filter that finds nothing',
        { groups_filter: '(&(member={dn})(objectClass=group))', attributes: { member_of: 'memberOf' } },
        /warning: the entry itself names groups/,
      ],
    ])('%s is told with what to mend', async (_, keys, told) => {
      expect((await debug(['ldap', 'john'], { keys })).out).toMatch(told);
    });
  });

  describe('debug expression', () => {
    test('evaluates over the attributes of the user', async () => {
      expect(await debug(['expression', 'john', '"admins" in groups'])).toMatchObject({
        code: 0,
        out: 'bool: true\n',
      });
      expect((await debug(['expression', john.email, 'username + "/" + email'])).out).toBe(
        'string: "john/john.doe@example.com"\n',
      );
    });

    test('says what is wrong with the expression, the result or the user', async () => {
      expect((await debug(['expression', 'john', 'grups'])).err).toContain(
        'character 1: there is no attribute "grups". Did you mean groups?',
      );
      expect((await debug(['expression', 'castor', 'groups[0]'])).err).toContain(
        'For castor there is no result: ',
      );
      expect((await debug(['expression', 'nobody', 'username'])).err).toContain('There is no user "nobody"');
      expect((await debug(['expression', 'john'])).code).toBe(2);
      expect(
        (await debug(['expression', 'john', '1'], { keys: { password: 'not the password' } })).err,
      ).toContain('check authentication_backend.ldap.user');
    });
  });
});

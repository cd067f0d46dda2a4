import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { createLdapConfig } from '../../support/ldap-config.ts';
import { contractEntries, groupEntry, ldapBase, personDn, personEntry } from '../../support/ldap-people.ts';
import { appErrorOf, createLdapWorld } from '../../support/ldap-world.ts';
import { describeWithSlapd, type Slapd, startSlapd } from '../../support/slapd.ts';

const password = 'a long enough one';
const person = (username: string, lines: readonly string[] = [], mails: readonly string[] = []) =>
  personEntry({ username, displayName: username, mails, password, lines });
const base64 = (bytes: Uint8Array | string) => Buffer.from(bytes).toString('base64');

const entries = [
  contractEntries(),
  person(
    'anna',
    [
      'givenName: Anna',
      'telephoneNumber: +49 30 1',
      'l: Berlin',
      'preferredLanguage: de-DE',
      'roomNumber: 12',
      'roomNumber: x',
      'employeeNumber: 42',
      'departmentNumber: d1',
      'departmentNumber: d2',
      'carLicense: TRUE',
      `jpegPhoto:: ${base64(Buffer.from('ffd8ff00', 'hex'))}`,
    ],
    ['anna@example.com', 'anna@example.org'],
  ),
  person('twin-a', [], ['twin@example.com']),
  person('twin-b', [], ['twin@example.com']),
  person('two-names', ['uid: second-name']),
  person('odd,name', ['description: a comma']).replace('uid=odd,name', 'uid=odd\\,name'),
  person('paren(s)*'),
  `dn:: ${base64(`uid=jörg,ou=people,${ldapBase}`)}\nobjectClass: inetOrgPerson\nuid:: ${base64('jörg')}\nsn: x\ncn: x\nuserPassword: ${password}`,
  groupEntry('team, a', ['anna']).replace('cn=team, a', 'cn=team\\, a'),
  groupEntry('inner', ['anna', 'paren(s)*']).concat('\ndescription: ours'),
  groupEntry('outer', []).concat(`\nmember: cn=inner,ou=groups,${ldapBase}`),
  `dn: ou=away,${ldapBase}\nobjectClass: organizationalUnit\nou: away`,
  groupEntry('inner', ['bob'])
    .replace('cn=inner,ou=groups', 'cn=inner,ou=away')
    .concat('\ndescription: theirs'),
].join('\n\n');

const cleanups: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
});

describeWithSlapd('what a directory holds', () => {
  let slapd: Slapd;
  beforeAll(async () => {
    slapd = await startSlapd({ entries });
  });
  afterAll(() => slapd.close());

  function createWorld(keys: Readonly<Record<string, unknown>> = {}) {
    const world = createLdapWorld(createLdapConfig(slapd, keys));
    cleanups.push(() => world.backend.close());
    return world;
  }

  test('all attributes that are configured, and nothing else', async () => {
    const { backend, lines } = createWorld({
      attributes: {
        given_name: 'givenName',
        phone_number: 'telephoneNumber',
        locality: 'l',
        locale: 'preferredLanguage',
        nickname: 'initials',
        picture: 'jpegPhoto',
        extra: {
          employeeNumber: { value_type: 'integer', name: 'number' },
          departmentNumber: { value_type: 'string', multi_valued: true },
          roomNumber: { value_type: 'integer', multi_valued: true, name: 'rooms' },
          carLicense: { value_type: 'boolean' },
          businessCategory: { value_type: 'string', multi_valued: true },
        },
      },
    });
    expect(await backend.find('anna')).toEqual({
      username: 'anna',
      displayName: 'anna',
      emails: ['anna@example.com', 'anna@example.org'],
      groups: expect.arrayContaining(['inner', 'team, a']),
      attributes: {
        given_name: 'Anna',
        phone_number: '+49 30 1',
        locality: 'Berlin',
        locale: 'de-DE',
        number: 42,
        departmentNumber: ['d1', 'd2'],
        rooms: [12],
        carLicense: true,
      },
    });
    expect(lines).toMatchObject([{ level: 'warn', username: 'anna', attribute: 'roomNumber' }]);
  });

  test.each([
    ['anna', 'anna'],
    ['ANNA', 'anna'],
    ['anna@example.org', 'anna'],
    ['paren(s)*', 'paren(s)*'],
    ['odd,name', 'odd,name'],
    ['jörg', 'jörg'],
  ])('%s is found and signs in as %s', async (login, username) => {
    const { backend } = createWorld();
    expect(await backend.find(login)).toMatchObject({ username });
    expect(await backend.checkPassword(login, password)).toMatchObject({
      outcome: 'right',
      user: { username },
    });
  });

  test.each([
    ['one name for several entries', 'twin@example.com', 'several entries'],
    ['an entry with several user names', 'two-names', 'has several'],
  ])('%s is refused, and the log says why', async (_what, login, why) => {
    const { backend, lines } = createWorld();
    // One after the other: a rejection that nobody waits for yet ends the run.
    for (const ask of [() => backend.find(login), () => backend.checkPassword(login, password)]) {
      const error = await appErrorOf(ask());
      expect([error.code, error.detail]).toEqual(['user-backend-unavailable', expect.stringContaining(why)]);
    }
    expect(lines.every(({ level }) => level === 'error')).toBe(true);
    expect(await backend.find('anna')).toBeDefined();
  });

  test('an entry without a user name is refused', async () => {
    const { backend } = createWorld({
      attributes: { username: 'employeeNumber', mail: 'mail' },
      users_filter: '(|({mail_attribute}={input})({username_attribute}={input}))',
    });
    expect((await appErrorOf(backend.find('twin@example.com'))).detail).toBeDefined();
    expect((await appErrorOf(backend.find('john.doe@example.com'))).detail).toContain('has none');
  });

  test.each([
    ['DN', '(&(|{memberof:dn})(objectClass=groupOfNames))', ['inner', 'team, a']],
    ['RDN', '(&(|{memberof:rdn})(objectClass=groupOfNames))', ['inner', 'team, a']],
  ])(
    'groups by the entry’s own list, looked up by %s; groups of groups do not count',
    async (_by, filter, expected) => {
      const { backend } = createWorld({
        group_search_mode: 'memberof',
        groups_filter: filter,
        attributes: { distinguished_name: 'entryDN' },
      });
      expect((await backend.find('anna'))?.groups.toSorted()).toEqual(expected);
      expect((await backend.find('paren(s)*'))?.groups).toEqual(['inner']);
      expect((await backend.find('twin-a@example.com'))?.groups).toBeUndefined();
      expect((await backend.find('jörg'))?.groups).toEqual([]);
    },
  );

  test('of groups with one name, those that are not the user’s own do not count when they are looked up by DN', async () => {
    const { backend } = createWorld({
      additional_groups_dn: '',
      group_search_mode: 'memberof',
      groups_filter: '(&(cn=inner)(|(objectClass=groupOfNames){memberof:dn}))',
      attributes: { distinguished_name: 'entryDN', group_name: 'description', member_of: 'memberOf' },
    });
    expect((await backend.find('anna'))?.groups).toEqual(['ours']);
    expect((await backend.find('bob'))?.groups).toEqual(['theirs']);
  });

  test('what changes in the directory is seen at the next look', async () => {
    const { backend } = createWorld();
    await slapd.modify(
      `dn: ${personDn('twin-a')}\nchangetype: modify\nreplace: displayName\ndisplayName: New\n`,
    );
    expect(await backend.find('twin-a')).toMatchObject({ displayName: 'New' });
    await slapd.modify(`dn: ${personDn('twin-a')}\nchangetype: delete\n`);
    expect(await backend.find('twin-a')).toBeUndefined();
  });
});

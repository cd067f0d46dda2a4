import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { BerReader } from 'ldapts';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { contractPeople } from '../../../src/users/backend.contract.ts';
import { createLdapConfig } from '../../support/ldap-config.ts';
import { contractEntries } from '../../support/ldap-people.ts';
import { startLdapTap } from '../../support/ldap-tap.ts';
import { appErrorOf, createLdapWorld } from '../../support/ldap-world.ts';
import { describeWithSlapd, type Slapd, slapdAdministrator, startSlapd } from '../../support/slapd.ts';

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
});

const { john } = contractPeople;

function createWorld(
  slapd: { readonly port: number },
  keys: Readonly<Record<string, unknown>>,
  trusted: readonly string[] = [],
) {
  const world = createLdapWorld(createLdapConfig(slapd, keys), trusted);
  cleanups.push(() => world.backend.close());
  return world;
}

describeWithSlapd('the ways to a directory', () => {
  let slapd: Slapd;
  beforeAll(async () => {
    slapd = await startSlapd({ entries: contractEntries() });
  });
  afterAll(() => slapd.close());

  const ways = {
    ldap: () => ({ address: `ldap://127.0.0.1:${slapd.port}` }),
    'ldap with StartTLS': () => ({ address: `ldap://localhost:${slapd.port}`, start_tls: true }),
    'ldap with StartTLS and a name': () => ({
      address: `ldap://127.0.0.1:${slapd.port}`,
      start_tls: true,
      tls: { server_name: 'ldap.example.com' },
    }),
    ldaps: () => ({ address: `ldaps://localhost:${slapd.tlsPort}` }),
    ldapi: () => ({ address: `ldapi://${slapd.socket}` }),
  };

  test.each(Object.entries(ways))('%s', async (_way, keysOf) => {
    for (const pooling of [{ enable: true, count: 2 }, { enable: false }]) {
      const { backend } = createWorld(slapd, { ...keysOf(), pooling }, [slapd.certificate.authority]);
      await backend.check();
      expect(await backend.checkPassword('john', john.password)).toMatchObject({ outcome: 'right' });
      expect(await backend.checkPassword('john', 'not it')).toEqual({ outcome: 'wrong' });
    }
  });

  test('IPv6', async ({ skip }) => {
    const tap = await startLdapTap(slapd.port, '::1').catch(() => undefined);
    if (tap === undefined) return skip('this machine has no IPv6');
    cleanups.push(() => tap.close());
    const { backend } = createWorld(slapd, { address: `ldap://[::1]:${tap.port}` });
    await backend.check();
    expect(await backend.checkPassword('john', john.password)).toMatchObject({ outcome: 'right' });
  });

  test.each([
    [
      'an authority that nobody trusts',
      () => ({ address: `ldaps://localhost:${slapd.tlsPort}` }),
      'certificates_directory',
    ],
    ['the same with StartTLS', ways['ldap with StartTLS'], 'certificates_directory'],
    ['nobody listening', () => ({ address: 'ldap://127.0.0.1:1' }), 'nothing listens there'],
    ['a socket that is not there', () => ({ address: 'ldapi:///not/there' }), 'no such socket'],
    ['ldaps to a port without TLS', () => ({ address: `ldaps://localhost:${slapd.port}` }), ''],
    ['a wrong password of our own', () => ({ password: 'not it' }), 'authentication_backend.ldap.password'],
    ['a user that is no DN', () => ({ user: 'admin' }), 'authentication_backend.ldap.user'],
  ])('%s stops the start and says what to mend', async (_what, keysOf, hint) => {
    const { backend } = createWorld(slapd, keysOf());
    const error = await appErrorOf(backend.check());
    expect(error.code).toBe('user-backend-unavailable');
    expect(error.detail).toContain(hint);
    expect(`${error.detail}${error.message}`).not.toContain(slapdAdministrator.password);
  });

  test('a certificate for another name is refused, and the key to mend is named', async () => {
    const keys = { ...ways.ldaps(), tls: { server_name: 'other.example.org' } };
    const { backend } = createWorld(slapd, keys, [slapd.certificate.authority]);
    expect((await appErrorOf(backend.check())).detail).toContain('tls.server_name');
  });

  test('a filter that is none stops the start', async () => {
    const { backend } = createWorld(slapd, { users_filter: '(&({username_attribute}={input})' });
    const error = await appErrorOf(backend.check());
    expect([error.code, error.message]).toEqual([
      'configuration-invalid',
      'authentication_backend.ldap.users_filter is not an LDAP filter.',
    ]);
  });

  test('a base that is not there is a warning that names the keys, and is no empty directory', async () => {
    const { backend, lines } = createWorld(slapd, { additional_users_dn: 'ou=nowhere' });
    await backend.check();
    expect(lines.map(({ level, msg }) => `${level} ${msg}`)).toEqual([
      expect.stringMatching(/^warn .*base_dn and additional_users_dn/),
    ]);
    expect((await appErrorOf(backend.find('john'))).code).toBe('user-backend-unavailable');
  });

  test('without a user of its own, searches are made as nobody, and no bind without a password is sent', async () => {
    const anonymous = { permit_unauthenticated_bind: true, user: undefined, password: undefined };
    const { backend } = createLdapWorld({ ...createLdapConfig(slapd), ...anonymous });
    cleanups.push(() => backend.close());
    await backend.check();
    expect(await backend.checkPassword('john', john.password)).toMatchObject({ outcome: 'right' });
    expect(await backend.checkPassword('john', '')).toEqual({ outcome: 'wrong' });
  });
});

describe('a server that cannot be trusted with a password', () => {
  /** Answers the first request with these bytes, made from its message id, and keeps what it heard. */
  async function startLiar(answer: (messageId: number) => Buffer) {
    const heard: Buffer[] = [];
    const sockets = new Set<Socket>();
    const server = createServer((socket) => {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.once('data', (first: Buffer) => {
        const reader = new BerReader(first);
        reader.readSequence();
        socket.write(answer(reader.readInt() ?? 0));
      });
      socket.on('data', (bytes: Buffer) => heard.push(bytes));
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    cleanups.push(() => {
      for (const socket of sockets) socket.destroy();
      server.close();
    });
    const address = server.address();
    if (address === null || typeof address === 'string') throw new TypeError('no port');
    return { port: address.port, heard: () => Buffer.concat(heard).toString('latin1') };
  }

  const extendedResponse = (messageId: number, code: number) =>
    Buffer.from([0x30, 0x0c, 0x02, 0x01, messageId, 0x78, 0x07, 0x0a, 0x01, code, 0x04, 0x00, 0x04, 0x00]);
  const bindResponse = (messageId: number) =>
    Buffer.from([0x30, 0x0c, 0x02, 0x01, messageId, 0x61, 0x07, 0x0a, 0x01, 0x00, 0x04, 0x00, 0x04, 0x00]);

  test.each([
    ['refuses StartTLS', (id: number) => extendedResponse(id, 2)],
    ['says yes and hangs up', (id: number) => extendedResponse(id, 0)],
    [
      'says yes and answers the bind in advance',
      (id: number) => Buffer.concat([extendedResponse(id, 0), bindResponse(id + 1), bindResponse(2)]),
    ],
  ])('one that %s hears none', async (_what, answer) => {
    const liar = await startLiar(answer);
    const { backend } = createWorld(liar, { start_tls: true, timeout: '500ms' });
    expect((await appErrorOf(backend.check())).code).toBe('user-backend-unavailable');
    await appErrorOf(backend.checkPassword('john', john.password));
    expect(liar.heard()).not.toContain(slapdAdministrator.password);
    expect(liar.heard()).not.toContain(john.password);
    expect(liar.heard()).toContain('1.3.6.1.4.1.1466.20037');
  });
});

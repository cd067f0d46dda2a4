import { afterEach, expect, test } from 'vitest';
import { smtpConfig } from '../../../tests/support/mail-fixtures.ts';
import { mailUser } from '../../../tests/support/mail-server.ts';
import {
  type ScramMailServer,
  type ScramServerOptions,
  startScramMailServer,
} from '../../../tests/support/scram-mail-server.ts';
import { systemRandom } from '../../lib/random.ts';
import { createScramClient } from './scram.ts';
import { createSmtpTransport } from './smtp-transport.ts';

/** RFC 5802 §5 and RFC 7677 §3. */
const vectors = [
  {
    hash: 'sha1',
    clientNonce: 'fyko+d2lbbFgONRv9qkxdawL',
    serverFirst: 'r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,s=QSXCR+Q6sek8bf92,i=4096',
    clientFinal: 'c=biws,r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=',
    serverFinal: 'v=rmF9pqV8S7suAoZWja4dJRkFsKQ=',
  },
  {
    hash: 'sha256',
    clientNonce: 'rOprNGfwEbeRWgbNEkqO',
    serverFirst: 'r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096',
    clientFinal:
      'c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=',
    serverFinal: 'v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=',
  },
] as const;

test.each(vectors)('the example of the RFC for $hash', async (vector) => {
  const { hash, clientNonce } = vector;
  const client = createScramClient({ hash, username: 'user', password: 'pencil', clientNonce });
  expect(client.first).toBe(`n,,n=user,r=${clientNonce}`);
  expect(await client.answer(vector.serverFirst)).toBe(vector.clientFinal);
  expect(() => client.verify(vector.serverFinal)).not.toThrow();
  expect(() => client.verify('v=AAAA')).toThrow('did not prove');
  expect(() => client.verify('e=other-error')).toThrow('did not prove');
});

test.each([
  ['a nonce of its own', 'r=other,s=QSXCR+Q6sek8bf92,i=4096'],
  ['our nonce with nothing added', 'r=nonce,s=QSXCR+Q6sek8bf92,i=4096'],
  ['no salt', 'r=nonce1,i=4096'],
  ['too little work', 'r=nonce1,s=QSXCR+Q6sek8bf92,i=4095'],
  ['too much work', 'r=nonce1,s=QSXCR+Q6sek8bf92,i=100000000'],
  ['no number', 'r=nonce1,s=QSXCR+Q6sek8bf92,i=x'],
  ['an extension', 'm=x,r=nonce1,s=QSXCR+Q6sek8bf92,i=4096'],
  ['nothing', ''],
])('a server that sends %s gets no proof', async (_, serverFirst) => {
  const client = createScramClient({
    hash: 'sha256',
    username: 'user',
    password: 'pencil',
    clientNonce: 'nonce',
  });
  await expect(client.answer(serverFirst)).rejects.toThrow(/SCRAM/);
});

let server: ScramMailServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

async function check(options: ScramServerOptions, password: string = mailUser.password): Promise<void> {
  server = await startScramMailServer(options);
  const config = smtpConfig(server.port, { username: 'post=,master', password, disable_starttls: true });
  await createSmtpTransport({ config, trustedCertificates: [], random: systemRandom }).check();
}

test.each(['SCRAM-SHA-1', 'SCRAM-SHA-256'] as const)(
  '%s is proved to a server, over a plain link too',
  async (mechanism) => {
    await check({ mechanisms: [mechanism] });
    expect(server?.proved).toEqual([`${mechanism} n=post=3D=2Cmaster`]);
  },
);

test('of the two the stronger is taken, whatever the server names first', async () => {
  await check({ mechanisms: ['SCRAM-SHA-1', 'SCRAM-SHA-256'] });
  expect(server?.proved).toEqual(['SCRAM-SHA-256 n=post=3D=2Cmaster']);
});

test('a wrong password, a server that does not know it and one that asks for little work are refused', async () => {
  const mechanisms = ['SCRAM-SHA-256'] as const;
  await expect(check({ mechanisms }, 'not it')).rejects.toThrow('refused user name or password');
  await server?.close();
  await expect(check({ mechanisms, isImpostor: true })).rejects.toThrow('did not prove');
  await server?.close();
  await expect(check({ mechanisms, iterations: 1 })).rejects.toThrow('too few');
  expect(server?.proved).toEqual([]);
});

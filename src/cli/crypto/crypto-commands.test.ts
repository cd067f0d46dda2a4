import { execFileSync } from 'node:child_process';
import { createPrivateKey, createPublicKey, X509Certificate } from 'node:crypto';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createTemporaryFolder, type TemporaryFolder } from '../../../tests/support/temporary-folder.ts';
import { createTestingIo } from '../../../tests/support/testing-io.ts';
import { run } from '../run.ts';

let folder: TemporaryFolder;
beforeEach(async () => {
  folder = await createTemporaryFolder('crypto');
});
afterEach(() => folder.remove());

async function execute(line: string) {
  const { io, written } = createTestingIo();
  const code = await run(line.split(' '), { ...io, workingDirectory: folder.path });
  return { code, ...written };
}

const pathOf = (name: string) => join(folder.path, name);
const read = (name: string) => readFileSync(pathOf(name), 'utf8');
const modeOf = (name: string) => statSync(pathOf(name)).mode & 0o777;

function openssl(line: string): string {
  return execFileSync('openssl', line.split(' '), { cwd: folder.path, stdio: 'pipe' }).toString();
}

test('a random text has the wished length and characters', async () => {
  expect((await execute('crypto rand')).out).toMatch(/^Random Value: [A-Za-z0-9]{72}\n$/);
  expect((await execute('crypto rand -n 20 -x numeric-hex')).out).toMatch(/^Random Value: [0-9A-F]{20}\n$/);
  expect((await execute('crypto rand --length 9 --characters ab')).out).toMatch(/^Random Value: [ab]{9}\n$/);
  expect(await execute('crypto rand --charset emoji')).toMatchObject({ code: 2, out: '' });
  expect(await execute('crypto rand --length 0')).toMatchObject({ code: 2, out: '' });
});

test('random texts go into files that nobody else may read, each its own, and are not shown', async () => {
  const { code, out } = await execute('crypto rand secrets/one two --file three,secrets/four');
  expect(code).toBe(0);
  const texts = ['secrets/one', 'two', 'three', 'secrets/four'].map(read);
  expect(new Set(texts).size).toBe(4);
  for (const text of texts) {
    expect(text).toMatch(/^[A-Za-z0-9]{72}$/);
    expect(out).not.toContain(text);
  }
  expect([modeOf('two'), modeOf('secrets'), modeOf('secrets/one')]).toEqual([0o600, 0o700, 0o600]);
  await execute('crypto rand five --mode-files 0640');
  expect(modeOf('five')).toBe(0o640);
  expect(await execute('crypto rand six --mode-files rw')).toMatchObject({ code: 2 });
});

test('what is there stays, and where one file cannot be written none is', async () => {
  writeFileSync(pathOf('public.pem'), 'mine');
  const refused = await execute('crypto pair ed25519 generate');
  expect(refused).toMatchObject({ code: 1, out: '', err: expect.stringContaining('public.pem is there') });
  expect(readdirSync(folder.path)).toEqual(['public.pem']);
  expect(read('public.pem')).toBe('mine');
  expect((await execute('crypto pair ed25519 generate --overwrite')).code).toBe(0);
  expect(read('public.pem')).toMatch(/^-----BEGIN PUBLIC KEY-----/);
  expect(readdirSync(folder.path)).toHaveLength(2);
  const twice = await execute('crypto pair rsa generate --file.public-key private.pem --overwrite');
  expect(twice).toMatchObject({ code: 2, err: expect.stringContaining('the same name') });
  writeFileSync(pathOf('file'), '');
  expect(await execute('crypto rand file/below')).toMatchObject({ code: 1, out: '' });
});

test.each([
  ['rsa', '', 'rsa', { modulusLength: 2048 }],
  ['rsa', ' --bits 3072', 'rsa', { modulusLength: 3072 }],
  ['ecdsa', '', 'ec', { namedCurve: 'prime256v1' }],
  ['ecdsa', ' --curve P224', 'ec', { namedCurve: 'secp224r1' }],
  ['ecdsa', ' -b P521', 'ec', { namedCurve: 'secp521r1' }],
  ['ed25519', '', 'ed25519', {}],
])('crypto pair %s generate%s makes two files of one key', async (kind, flags, type, details) => {
  const { code, out } = await execute(`crypto pair ${kind} generate -d keys${flags}`);
  expect([code, readdirSync(pathOf('keys'))]).toEqual([0, ['private.pem', 'public.pem']]);
  const key = createPrivateKey(read('keys/private.pem'));
  expect([key.asymmetricKeyType, key.asymmetricKeyDetails]).toMatchObject([type, details]);
  expect(createPublicKey(key).equals(createPublicKey(read('keys/public.pem')))).toBe(true);
  expect([modeOf('keys/private.pem'), modeOf('keys/public.pem')]).toEqual([0o600, 0o644]);
  expect(out).toContain('Private Key: keys/private.pem\n\tPublic Key: keys/public.pem\n');
  expect(out).not.toContain('BEGIN');
});

test('the older forms stand beside the others', async () => {
  await execute('crypto pair rsa generate --legacy --file.private-key a.key --file.extension.legacy old');
  await execute('crypto pair ecdsa generate --legacy -d ec');
  expect(read('a.old.key')).toMatch(/^-----BEGIN RSA PRIVATE KEY-----/);
  expect(read('public.old.pem')).toMatch(/^-----BEGIN RSA PUBLIC KEY-----/);
  expect(read('ec/private.legacy.pem')).toMatch(/^-----BEGIN EC PRIVATE KEY-----/);
  expect(modeOf('a.old.key')).toBe(0o600);
});

test.each([
  ['crypto pair rsa generate --bits 1024', /shorter keys can be broken/],
  ['crypto pair ecdsa generate --curve P192', /--curve must be one of P224/],
  ['crypto pair rsa generate --curve P256', /--curve/],
  ['crypto certificate rsa generate --signature SHA1', /--signature must be SHA256/],
  ['crypto certificate rsa generate --sans https://app', /neither a domain nor an IP address/],
  ['crypto certificate rsa generate --not-before soon', /is no date/],
  ['crypto certificate rsa generate --not-after 2001-01-01', /end before it begins/],
  ['crypto certificate rsa generate --not-after 2090-01-01 --duration 1y', /cannot be given together/],
  ['crypto certificate rsa generate --duration never', /--duration must be/],
  ['crypto certificate rsa generate --country Australia', /two letters/],
  ['crypto certificate rsa generate --extended-usage flying', /there is no "flying"/],
  ['crypto certificate rsa generate --bundles all', /there is no "all"/],
  ['crypto certificate rsa generate --ca --path.ca .', /an authority signs itself/],
  ['crypto certificate ecdsa generate --curve P224', /P256, P384 and P521 keys alone/],
])('%s is refused, and nothing is written', async (line, reason) => {
  const { code, out, err } = await execute(line);
  expect([code, out]).toEqual([2, '']);
  expect(err).toMatch(reason);
  expect(readdirSync(folder.path)).toEqual([]);
});

test.each(['rsa', 'ecdsa', 'ed25519'])('openssl accepts a chain of two %s certificates', async (kind) => {
  await execute(`crypto certificate ${kind} generate --ca -n Authority -d ca --duration 10y`);
  const names = 'app.example.com,*.example.org,192.0.2.1,2001:db8::1';
  const made = await execute(
    `crypto certificate ${kind} generate -n app.example.com --sans ${names} --path.ca ca --bundles chain,priv-chain -o One,Two --country AU --postcode 4000`,
  );
  expect([made.code, made.err]).toEqual([0, '']);
  const verify = 'verify -x509_strict -purpose sslserver -CAfile ca/ca.public.crt';
  expect(openssl(`${verify} -verify_hostname www.example.org public.crt`)).toContain('OK');
  expect(openssl(`${verify} -verify_ip 2001:db8::1 public.crt`)).toContain('OK');
  expect(() => openssl(`${verify} -verify_hostname example.net public.crt`)).toThrow();
  const text = openssl('x509 -in public.crt -noout -text');
  expect(text).toMatch(/Subject: C = AU, O = One \+ O = Two, postalCode = 4000, CN = app.example.com/);
  expect(text).toContain('TLS Web Server Authentication');
  const certificate = new X509Certificate(read('public.crt'));
  expect(certificate.checkPrivateKey(createPrivateKey(read('private.pem')))).toBe(true);
  expect(certificate.ca).toBe(false);
  expect(read('public.chain.pem')).toBe(read('public.crt') + read('ca/ca.public.crt'));
  expect(read('private.chain.pem')).toBe(read('private.pem') + read('public.chain.pem'));
  expect([modeOf('private.chain.pem'), modeOf('public.chain.pem')]).toEqual([0o600, 0o644]);
  expect(made.out).not.toContain('BEGIN');
});

test('an authority of one kind signs for a key of another, and may do nothing but sign', async () => {
  await execute('crypto certificate ecdsa generate --ca -d ca --curve P384 --signature SHA384');
  await execute('crypto certificate rsa generate --path.ca ca --extended-usage ClientAuth -n somebody');
  expect(openssl('verify -purpose sslclient -CAfile ca/ca.public.crt public.crt')).toContain('OK');
  expect(() => openssl('verify -purpose sslserver -CAfile ca/ca.public.crt public.crt')).toThrow();
  expect(openssl('x509 -in ca/ca.public.crt -noout -text')).toMatch(
    /ecdsa-with-SHA384[\s\S]*CA:TRUE[\s\S]*Digital Signature, Certificate Sign, CRL Sign/,
  );
});

test('who may not sign for others does not: no authority, another key, no file', async () => {
  await execute('crypto certificate ed25519 generate');
  const asAuthority = '--file.ca-certificate public.crt --file.ca-private-key private.pem';
  const refused = await execute(`crypto certificate rsa generate -d new --path.ca . ${asAuthority}`);
  expect(refused).toMatchObject({ code: 1, err: expect.stringContaining('may not sign others') });
  await execute('crypto certificate ed25519 generate --ca -d ca');
  const otherKey = '--path.ca ca --file.ca-private-key ../private.pem';
  expect((await execute(`crypto certificate rsa generate -d new ${otherKey}`)).err).toContain(
    'does not belong',
  );
  expect((await execute('crypto certificate rsa generate -d new --path.ca none')).err).toContain('ENOENT');
  expect(readdirSync(folder.path)).not.toContain('new');
});

test('a certificate has the time that it was given, and more than its authority has is told', async () => {
  await execute(
    'crypto certificate ed25519 generate --not-before 2060-01-01 --not-after 2070-06-01T12:00:00Z',
  );
  expect(openssl('x509 -in public.crt -noout -dates')).toBe(
    'notBefore=Jan  1 00:00:00 2060 GMT\nnotAfter=Jun  1 12:00:00 2070 GMT\n',
  );
  await execute('crypto certificate ed25519 generate --ca -d ca --duration 1d');
  const { code, err } = await execute('crypto certificate ed25519 generate --path.ca ca -d late');
  expect([code, err]).toEqual([0, expect.stringContaining('ends before the certificate does')]);
});

test.each(['rsa', 'ecdsa', 'ed25519'])('openssl accepts a request of an %s key', async (kind) => {
  const made = await execute(
    `crypto certificate ${kind} request -n app --sans app.example.com --duration 1y`,
  );
  expect([made.code, made.err]).toEqual([0, expect.stringContaining('whoever signs it')]);
  const text = openssl('req -in request.csr -noout -verify -text');
  expect(text).toContain('Subject: O = Gatehouse, CN = app');
  expect(text).toContain('DNS:app.example.com');
  const inRequest = createPublicKey(openssl('req -in request.csr -noout -pubkey'));
  expect(inRequest.equals(createPublicKey(read('private.pem')))).toBe(true);
  expect(modeOf('private.pem')).toBe(0o600);
});

test.each(['rand', 'pair rsa generate', 'certificate ecdsa generate', 'certificate ed25519 request'])(
  'crypto %s --help lists its flags',
  async (words) => {
    const { code, out } = await execute(`crypto ${words} --help`);
    expect(code).toBe(0);
    expect(out).toContain(`gatehouse crypto ${words}`);
    expect(out).toContain('--overwrite');
  },
);

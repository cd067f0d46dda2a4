import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { clientTls } from './client-tls.ts';
import { isUnder } from './host.ts';
import { Misread } from './notation.ts';
import { groupNames, regularExpression } from './regular-expression.ts';
import { httpsUrl, secureUrl, webUrl } from './url.ts';

test('regular expressions are RE2 with named groups', () => {
  const expression = String.raw`^(?P<User>\w+)\.example\.com$`;
  expect(regularExpression.read(expression)).toBe(expression);
  expect(groupNames(expression)).toEqual(['User']);
});

test.each(['(', '(?=a)', String.raw`(a)\1`, 'a**'])('%s is not RE2', (raw) => {
  const answer = regularExpression.read(raw);
  expect(answer instanceof Misread && answer.problems[0]?.message).toContain(
    'This regular expression cannot be used: ',
  );
});

test('which schemes a URL may have', () => {
  const local = 'http://auth.example.localhost:8080/';
  expect(secureUrl.read(local)).toBe(local);
  expect(httpsUrl.read(local)).toBeInstanceOf(Misread);
  expect(webUrl.read('http://example.com')).toBe('http://example.com');
  expect(secureUrl.read('http://localhost.example.com')).toBeInstanceOf(Misread);
  expect(webUrl.read('javascript://example.com/%0aalert(1)')).toBeInstanceOf(Misread);
});

test.each([
  'https:/example.com',
  'https://',
  'https:///x',
  '//example.com',
  'https://a\\b',
  'https://a b',
  ' https://a',
  'https://a:99999',
  1,
])('%j is no URL', (raw) => {
  expect(secureUrl.read(raw)).toBeInstanceOf(Misread);
});

test('a host is under a domain at a dot only', () => {
  expect(isUnder('a.example.com', 'example.com')).toBe(true);
  expect(isUnder('example.com', 'example.com')).toBe(true);
  expect(isUnder('notexample.com', 'example.com')).toBe(false);
  expect(isUnder('example.com.evil.test', 'example.com')).toBe(false);
  expect(isUnder('10.0.0.1', '0.0.1')).toBe(false);
});

const folder = mkdtempSync(join(tmpdir(), 'gatehouse-pem-'));
let pairs: readonly { key: string; certificate: string }[] = [];

beforeAll(() => {
  pairs = ['one', 'two'].map((name) => {
    const [key, certificate] = [join(folder, `${name}.key`), join(folder, `${name}.crt`)];
    const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
    execFileSync(
      'openssl',
      ['req', '-x509', ...curve, '-keyout', key, '-out', certificate, '-subj', `/CN=${name}`],
      { stdio: 'ignore' },
    );
    return { key: readFileSync(key, 'utf8'), certificate: readFileSync(certificate, 'utf8') };
  });
});
afterAll(() => rmSync(folder, { recursive: true }));

test('a certificate chain must belong to its key', () => {
  const tls = clientTls('server');
  const [one, two] = pairs;
  const read = (raw: unknown) => tls.safeParse(raw);
  expect(read({ private_key: one?.key, certificate_chain: one?.certificate }).success).toBe(true);
  expect(
    read({ private_key: one?.key, certificate_chain: `${one?.certificate}${two?.certificate}` }).success,
  ).toBe(true);
  expect(read({ private_key: one?.key, certificate_chain: two?.certificate }).error?.issues[0]?.message).toBe(
    'The first certificate does not belong to private_key.',
  );
  expect(read({ private_key: one?.key }).error?.issues[0]?.message).toBe(
    'This needs certificate_chain as well.',
  );
  expect(read({ certificate_chain: 'nonsense' }).error?.issues[0]?.message).toBe(
    'This is not a certificate chain.',
  );
});

test('TLS versions may be spelled without TLS, and are TLS1.2 to TLS1.3 by default', () => {
  const tls = clientTls('server');
  expect(tls.parse(undefined)).toBeUndefined();
  expect(tls.parse({})).toMatchObject({
    minimum_version: 'TLS1.2',
    maximum_version: 'TLS1.3',
    skip_verify: false,
  });
  expect(tls.parse({ minimum_version: '1.3' })?.minimum_version).toBe('TLS1.3');
  expect(tls.safeParse({ minimum_version: 'SSL3.0' }).success).toBe(false);
});

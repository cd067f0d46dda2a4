import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalHost } from './canonical-host.ts';

test.each([
  ['app.example.com', 'app.example.com', undefined],
  ['APP.Example.COM', 'app.example.com', undefined],
  ['app.example.com.', 'app.example.com', undefined],
  ['app.example.com.:8443', 'app.example.com', 8443],
  ['app.example.com:1', 'app.example.com', 1],
  ['app.example.com:65535', 'app.example.com', 65_535],
  ['my_app.example.com', 'my_app.example.com', undefined],
  ['localhost', 'localhost', undefined],
  ['192.0.2.1:80', '192.0.2.1', 80],
  ['1and1.com', '1and1.com', undefined],
  ['x.1com', 'x.1com', undefined],
  ['[2001:DB8::1]', '2001:db8::1', undefined],
  ['[::1]:8080', '::1', 8080],
  ['[::ffff:192.0.2.1]', '192.0.2.1', undefined],
])('%s is %s, port %s', (raw, host, port) => {
  expect(canonicalHost(raw)).toEqual({ host, port });
});

test.each([
  '',
  '.',
  '..',
  '.a',
  'a..b',
  'a..',
  ':80',
  '.:80',
  'a:',
  'a:0',
  'a:080',
  'a:65536',
  'a:100000',
  'a:8 0',
  'a:80:80',
  'a b',
  ' a',
  'a ',
  'a\t',
  'a\\b',
  'a/b',
  'a?b',
  'a#b',
  'u@a',
  'a%2eb',
  'ä.example.com',
  'a,b',
  '127.1',
  '2130706433',
  '0x7f.0.0.1',
  '0x7f000001',
  '256.1.1.1',
  '1.2.3.4.5',
  'example.1',
  '[::1',
  '::1',
  '[]',
  '[1.2.3.4]',
  '[::1]x',
  '[::1]:',
  '[fe80::1%eth0]',
  'a\u0000',
  `${'a'.repeat(64)}.com`,
  `${'a.'.repeat(127)}com`,
])('%j is refused', (raw) => {
  expect(canonicalHost(raw)).toBeUndefined();
});

test('whatever is accepted is accepted in the same spelling again, and the URL parser of browsers agrees', () => {
  const characters = 'aB1.-_:[]%@\\/ x0f8'.split('');
  const anything = fc.string({ unit: fc.constantFrom(...characters), maxLength: 20 });
  fc.assert(
    fc.property(anything, (raw) => {
      const read = canonicalHost(raw);
      if (read === undefined) return;
      const { host } = read;
      const bracketed = host.includes(':') ? `[${host}]` : host;
      expect(canonicalHost(bracketed)).toEqual({ host, port: undefined });
      const parsed = URL.parse(`https://${raw}/`);
      // Names that URL parsers hold for malformed punycode are the one thing that we do not judge.
      if (parsed === null) expect(raw.toLowerCase()).toContain('xn--');
      else expect(parsed.hostname.replace(/\.$/, '')).toBe(bracketed);
    }),
    { numRuns: 2000 },
  );
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cookieDomain } from '../../tests/support/session-fixtures.ts';
import { safeRedirect } from './safe-redirect.ts';

const domains = ['example.com', 'example.org', 'demo.localhost', '192.168.1.10', '::1'].map((domain) =>
  cookieDomain({ domain }),
);
const go = (url: string) => safeRedirect(url, domains)?.href;

describe('a browser may be sent to', () => {
  test.each([
    ['https://example.com', 'https://example.com/'],
    ['https://example.com/', 'https://example.com/'],
    ['https://app.example.com/path?x=1#part', 'https://app.example.com/path?x=1#part'],
    ['https://a.b.c.example.org/', 'https://a.b.c.example.org/'],
    ['https://app.example.com?x=1', 'https://app.example.com/?x=1'],
    ['https://app.example.com#x', 'https://app.example.com/#x'],
    ['wss://app.example.com/socket', 'wss://app.example.com/socket'],
    ['https://app.example.com:8443/', 'https://app.example.com:8443/'],
    ['https://app.example.com:443/', 'https://app.example.com/'],
    ['HTTPS://APP.Example.COM/Path', 'https://app.example.com/Path'],
    ['https://app.example.com./x', 'https://app.example.com/x'],
    ['https://under_score.example.com/', 'https://under_score.example.com/'],
    ['https://xn--bcher-kva.example.com/', 'https://xn--bcher-kva.example.com/'],
    ['https://192.168.1.10/', 'https://192.168.1.10/'],
    ['https://[::1]:9000/x', 'https://[::1]:9000/x'],
    ['http://app.demo.localhost:8080/', 'http://app.demo.localhost:8080/'],
    ['http://demo.localhost/', 'http://demo.localhost/'],
    // What an application's own path and query may look like, also after a proxy passed it on half decoded.
    ['https://app.example.com/a@b/c:d', 'https://app.example.com/a@b/c:d'],
    ['https://app.example.com//evil.tld/', 'https://app.example.com//evil.tld/'],
    ['https://app.example.com/?next=https://evil.tld/', 'https://app.example.com/?next=https://evil.tld/'],
    ['https://app.example.com/?q={a|b}^`"<>', 'https://app.example.com/?q={a|b}^`%22%3C%3E'],
    ['https://app.example.com/my file', 'https://app.example.com/my%20file'],
    ['https://app.example.com/bücher', 'https://app.example.com/b%C3%BCcher'],
    ['https://app.example.com/%2e%2e%2fx', 'https://app.example.com/%2e%2e%2fx'],
  ])('%s', (url, expected) => {
    expect(go(url)).toBe(expected);
  });
});

describe('a browser is never sent to', () => {
  test.each([
    // nothing, or nothing absolute
    '',
    ' ',
    '/',
    '/path',
    'app.example.com',
    '//example.com',
    '//evil.tld',
    '///evil.tld',
    '/\\evil.tld',
    '\\\\evil.tld',
    '?x',
    '#x',
    'https:',
    'https://',
    'https:///',
    'https:example.com',
    'https:/example.com',
    'https:///example.com',
    'https:////example.com',
    'https:evil.tld',
    'https:/evil.tld',
    // other schemes
    'http://example.com/',
    'http://app.example.com/',
    'ws://app.example.com/',
    'ws://demo.localhost/',
    'ftp://example.com/',
    'javascript:alert(1)',
    'javascript://example.com/%0aalert(1)',
    'java\nscript:alert(1)',
    'data:text/html,x',
    'file://example.com/etc/passwd',
    'blob:https://example.com/1',
    'view-source:https://example.com/',
    'httpss://example.com/',
    'xhttps://example.com/',
    // other hosts
    'https://evil.tld/',
    'https://example.com.evil.tld/',
    'https://example.com-evil.tld/',
    'https://evilexample.com/',
    'https://evil-example.com/',
    'https://example.co/',
    'https://com/',
    'https://example/',
    'https://demo.localhost.evil.tld/',
    'http://localhost/',
    'http://evillocalhost/',
    'http://192.168.1.10/',
    'https://192.168.1.101/',
    'https://1.192.168.1.100/',
    // user information
    'https://user@example.com/',
    'https://user:password@example.com/',
    'https://@example.com/',
    'https://:@example.com/',
    'https://example.com@evil.tld/',
    'https://example.com:443@evil.tld/',
    'https://example.com%40evil.tld/',
    'https://evil.tld@example.com/',
    'https://app.example.com:password@evil.tld/',
    // backslashes
    'https:\\\\example.com',
    'https:/\\example.com',
    'https://evil.tld\\.example.com/',
    'https://evil.tld\\@example.com/',
    'https://example.com\\@evil.tld/',
    'https://example.com/\\evil.tld',
    'https://example.com\\evil.tld',
    // blanks and control characters
    ' https://example.com/',
    'https://example.com/ ',
    '\thttps://example.com/',
    '\u0000https://example.com/',
    'https://example.com/\n',
    'https://exam\tple.com/',
    'ht\ntps://example.com/',
    'https:/\t/evil.tld',
    'https://evil.tld\n.example.com/',
    'https://evil.tld .example.com/',
    'https://example.com /',
    'https://example.com/x\r\nSet-Cookie: a=b',
    'https://example.com/\u007f',
    'https://example.com/\u0085',
    'https://example.com/\u00a0x',
    'https://example.com/\u2028x',
    'https://example.com/\u3000x',
    'https://example.com/\u200bx',
    'https://example.com/\u202ex',
    '\ufeffhttps://example.com/',
    'https://example.com/\ud800',
    // hosts in disguise
    'https://example%2ecom/',
    'https://%65xample.com/',
    'https://evil.tld%2f.example.com/',
    'https://evil.tld%00.example.com/',
    'https://evil.tld%23.example.com/',
    'https://ｅｘａｍｐｌｅ.com/',
    'https://example。com/',
    'https://example．com/',
    'https://bücher.example.com/',
    'https://evil.tld／.example.com/',
    'https://evil.tld℀.example.com/',
    'https://exam\u00adple.com/',
    'https://3232235786/',
    'https://0xc0a8010a/',
    'https://192.168.266/',
    'https://0300.0250.01.012/',
    'https://[::ffff:192.168.1.10]/',
    'https://[0:0:0:0:0:0:0:1]/',
    'https://[::1%25eth0]/',
    'https://::1/',
    'https://[example.com]/',
    // dots
    'https://example.com../',
    'https://.example.com/',
    'https://app..example.com/',
    'https://./',
    'https://../',
    // ports
    'https://example.com:/',
    'https://example.com:99999/',
    'https://example.com:8443x/',
    'https://example.com:+1/',
    'https://example.com:-1/',
    'https://example.com:80:80/',
    // several answers
    'https://example.com/,https://evil.tld/\u0000',
    `https://example.com/${'a'.repeat(9000)}`,
  ])('%j', (url) => {
    expect(go(url)).toBeUndefined();
  });
});

test('without cookie domains nothing is safe', () => {
  expect(safeRedirect('https://example.com/', [])).toBeUndefined();
});

test('attacks.md, redirects: whatever passes, every browser goes to a host of ours, safely', () => {
  const piece = fc.oneof(
    fc.string({ maxLength: 3, unit: 'binary' }),
    fc.constantFrom(
      'https:',
      'http:',
      'wss:',
      '//',
      '/',
      '\\',
      '@',
      ':',
      '.',
      '%2e',
      '%40',
      '?',
      '#',
      ' ',
      '\t',
    ),
    fc.constantFrom('example.com', 'app.example.com', 'evil.tld', 'demo.localhost', 'localhost', '443'),
  );
  const start = fc.constantFrom('', 'https://', 'https://example.com', 'http://a.demo.localhost', 'wss://');
  const text = fc.tuple(start, fc.array(piece, { maxLength: 6 })).map(([head, tail]) => head + tail.join(''));
  fc.assert(
    fc.property(text, (raw) => {
      const url = safeRedirect(raw, domains);
      if (url === undefined) return;
      // Judged by what the parser made of the raw text, which is what a browser does with it.
      const seen = new URL(raw, 'https://evil.tld/');
      const host = seen.hostname.replace(/\.$/, '').replace(/^\[|\]$/g, '');
      expect(domains.some(({ domain }) => host === domain || host.endsWith(`.${domain}`))).toBe(true);
      expect(seen.username + seen.password).toBe('');
      expect(['https:', 'wss:'].includes(seen.protocol) || host.endsWith('.localhost')).toBe(true);
      expect(new URL(url.href).href).toBe(url.href);
    }),
    { numRuns: 5000 },
  );
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clientAddress, compileTrust, requestedUrl } from './forwarded.ts';
import type { RawRequest } from './raw-request.ts';

const trust = compileTrust(['127.0.0.0/8', '10.0.0.0/8', 'fc00::/7']);

function request(
  headers: readonly (readonly [string, string])[],
  peerAddress: string | undefined = '127.0.0.1',
): RawRequest {
  return { method: 'GET', target: '/own?x', rawHeaders: headers.flat(), peerAddress, isTls: false };
}

const forwardedFor = (...values: string[]) => values.map((value) => ['X-Forwarded-For', value] as const);

describe('the client address', () => {
  test.each([
    ['no header', [], '127.0.0.1'],
    ['an empty header', [''], '127.0.0.1'],
    ['one client', ['192.0.2.1'], '192.0.2.1'],
    ['a spoofed left-most address', ['10.0.0.9, 192.0.2.1'], '192.0.2.1'],
    ['a chain of proxies', ['192.0.2.1, 10.0.0.2,10.0.0.1'], '192.0.2.1'],
    ['only proxies', ['10.0.0.3, 10.0.0.2'], '10.0.0.3'],
    ['two header lines', ['192.0.2.9', '192.0.2.1, 10.0.0.1'], '192.0.2.1'],
    ['empty elements', [', 192.0.2.1 ,,'], '192.0.2.1'],
    ['a port', ['192.0.2.1:5000'], '192.0.2.1'],
    ['a bracketed address', ['[2001:DB8::1]'], '2001:db8::1'],
    ['a bracketed address with a port', ['[2001:DB8::1]:5000'], '2001:db8::1'],
    ['a mapped address', ['::ffff:192.0.2.1'], '192.0.2.1'],
    ['garbage left of the client', ['garbage, 192.0.2.1'], '192.0.2.1'],
    ['garbage', ['garbage'], undefined],
    ['garbage behind a proxy', ['garbage, 10.0.0.1'], undefined],
    ['a number', ['1'], undefined],
    ['octal parts', ['0177.0.0.1'], undefined],
    ['a host name', ['localhost'], undefined],
    ['a broken port', ['192.0.2.1:'], undefined],
    ['an unbalanced bracket', ['[::1'], undefined],
  ])('%s', (_name, values, address) => {
    expect(clientAddress(request(forwardedFor(...values)), trust)).toBe(address);
  });

  test('of a peer that is no proxy of ours is its own, whatever it sends', () => {
    expect(clientAddress(request(forwardedFor('10.0.0.1'), '203.0.113.5'), trust)).toBe('203.0.113.5');
    expect(clientAddress(request(forwardedFor('a'), '203.0.113.5'), trust)).toBe('203.0.113.5');
  });

  test('behind a unix socket is what the header says, and unknown without it', () => {
    expect(clientAddress({ ...request(forwardedFor('192.0.2.1')), peerAddress: undefined }, trust)).toBe(
      '192.0.2.1',
    );
    expect(clientAddress({ ...request([]), peerAddress: undefined }, trust)).toBeUndefined();
  });

  test('is unknown where the Connection header may have taken the header away', () => {
    expect(clientAddress(request([['Connection', 'X-Forwarded-For']]), trust)).toBeUndefined();
  });

  test("with '*' is the left-most element, as with Authelia", () => {
    const everyone = compileTrust(['*']);
    expect(clientAddress(request(forwardedFor('10.0.0.9, 192.0.2.1')), everyone)).toBe('10.0.0.9');
  });

  test('a client cannot choose an address that is trusted or not its own', () => {
    const element = fc.oneof(
      fc.ipV4(),
      fc.ipV6(),
      fc.string(),
      fc.constantFrom('127.0.0.1', '::1', '10.0.0.1', ''),
    );
    fc.assert(
      fc.property(fc.array(element), (forged) => {
        const value = [...forged, '192.0.2.1'].join(', ');
        expect(clientAddress(request(forwardedFor(value)), trust)).toBe('192.0.2.1');
      }),
    );
  });
});

describe('the requested URL', () => {
  const host = ['Host', 'auth.internal:9091'] as const;
  const found = (scheme: string, name: string, port?: number) => ({ scheme, host: name, port });

  test.each([
    ['own request', [host], found('http', 'auth.internal', 9091)],
    [
      'X-Forwarded-*',
      [host, ['X-Forwarded-Proto', 'https'], ['X-Forwarded-Host', 'Auth.Example.com.']],
      found('https', 'auth.example.com'),
    ],
    [
      'X-Forwarded-Proto alone',
      [host, ['X-Forwarded-Proto', 'HTTPS']],
      found('https', 'auth.internal', 9091),
    ],
    [
      'X-Original-URL',
      [host, ['X-Original-URL', 'https://auth.example.com:8443/x']],
      found('https', 'auth.example.com', 8443),
    ],
    [
      'both, agreeing',
      [
        host,
        ['X-Original-URL', 'https://auth.example.com/x'],
        ['X-Forwarded-Host', 'auth.example.com'],
        ['X-Forwarded-Uri', '/x?y'],
      ],
      found('https', 'auth.example.com'),
    ],
    [
      'both, other hosts',
      [host, ['X-Original-URL', 'https://auth.example.com/x'], ['X-Forwarded-Host', 'evil.example.com']],
      undefined,
    ],
    [
      'both, other paths',
      [host, ['X-Original-URL', 'https://auth.example.com/x'], ['X-Forwarded-Uri', '/y']],
      undefined,
    ],
    ['a header twice', [host, ['X-Forwarded-Host', 'a.b'], ['x-forwarded-host', 'a.b']], undefined],
    ['Host twice', [host, host], undefined],
    ['no Host', [], undefined],
    ['two hosts in one', [host, ['X-Forwarded-Host', 'a.b, c.d']], undefined],
    ['two schemes in one', [host, ['X-Forwarded-Proto', 'https, http']], undefined],
    ['a strange scheme', [host, ['X-Forwarded-Proto', 'javascript']], undefined],
    ['user information', [host, ['X-Forwarded-Host', 'ok@evil.test']], undefined],
    ['an unreadable X-Original-URL', [host, ['X-Original-URL', 'x']], undefined],
    ['a header named in Connection', [host, ['Connection', 'close,x-forwarded-proto']], undefined],
    [
      'underscores',
      [host, ['X_Forwarded_Host', 'a.b'], ['X_Forwarded_Proto', 'https']],
      found('http', 'auth.internal', 9091),
    ],
  ] as const)('%s', (_name, headers, expected) => {
    expect(requestedUrl(request(headers), trust)).toEqual(expected);
  });

  test('of an untrusted peer is its own request, whatever it sends', () => {
    const headers = [
      host,
      ['X-Forwarded-Host', 'a.b'],
      ['X-Original-URL', 'https://c.d/'],
      ['Connection', 'x-forwarded-host'],
    ] as const;
    expect(requestedUrl(request(headers, '203.0.113.5'), trust)).toEqual(
      found('http', 'auth.internal', 9091),
    );
  });

  test('is https where the connection itself is', () => {
    expect(requestedUrl({ ...request([host]), isTls: true }, trust)?.scheme).toBe('https');
  });
});

describe('trust', () => {
  test('an address that is none is trusted by nobody but everyone', () => {
    expect(trust.isTrusted('unknown')).toBe(false);
    expect(trust.isTrusted('')).toBe(false);
    expect(compileTrust(['*']).isTrusted('unknown')).toBe(true);
  });

  test('networks that are none stop the start', () => {
    expect(() => compileTrust(['10.0.0.0/8', 'proxy.local'])).toThrow(TypeError);
  });
});

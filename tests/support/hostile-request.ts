import fc from 'fast-check';
import type { RawRequest } from '../../src/http/raw-request.ts';

const nasty = fc.constantFrom(
  '',
  ' ',
  '/',
  '//',
  '\\',
  '..',
  '%2e%2e',
  '%',
  '%00',
  '\u0000',
  '#',
  '?',
  '@',
  ':',
  ',',
  ';',
  '*',
  '[::1]',
  'https://',
  'http://',
  'wss://',
  'app.example.com',
  'APP.example.com.',
  'localhost',
  'example.com',
  'evil.test',
  ':443',
  'GET',
  'authelia_session=',
  'Basic ',
  'Bearer ',
  'am9objpzZWNyZXQ',
  'é',
  '\xff',
  'x'.repeat(300),
);
/** Node gives every byte as the Latin-1 character of that number. */
const byte = fc.integer({ min: 0, max: 0xff }).map((code) => String.fromCharCode(code));
const text = fc.oneof(
  { weight: 3, arbitrary: fc.array(nasty, { maxLength: 6 }).map((parts) => parts.join('')) },
  { weight: 1, arbitrary: fc.string({ unit: byte, maxLength: 30 }) },
);

/** Values that make a check whole, and noise. */
const knownHeaders: Record<string, fc.Arbitrary<string>> = {
  Host: fc.oneof(fc.constant('app.example.com'), text),
  'X-Forwarded-Proto': fc.oneof(fc.constant('https'), text),
  'X-Forwarded-Host': fc.oneof(fc.constant('app.example.com'), text),
  'X-Forwarded-Uri': fc.oneof(
    fc.constant('/'),
    text.map((rest) => `/${rest}`),
    text,
  ),
  'X-Forwarded-Method': fc.oneof(fc.constant('GET'), text),
  'X-Forwarded-For': fc.oneof(fc.constant('127.0.0.1'), fc.ipV4(), text),
  'X-Original-URL': fc.oneof(
    fc.constant('https://app.example.com/'),
    text.map((rest) => `https://app.example.com${rest}`),
    text,
  ),
  'X-Original-Method': fc.oneof(fc.constant('GET'), text),
  'X-Authelia-URL': fc.oneof(fc.constant('https://auth.example.com'), text),
  Cookie: text.map((value) => `authelia_session=${value}`),
  Authorization: text.chain((value) =>
    fc.constantFrom(`Basic ${value}`, `Bearer ${value}`, `Bearer authelia_at_${value}`, value),
  ),
  'Proxy-Authorization': text,
  Accept: fc.oneof(fc.constant('text/html'), text),
  'X-Requested-With': text,
  'Sec-Fetch-Mode': fc.constantFrom('navigate', 'cors', ''),
  'Sec-Fetch-Dest': fc.constantFrom('document', 'empty', ''),
  'Session-Username': text,
  Connection: fc.oneof(fc.constant('close'), text),
  'User-Agent': fc.constantFrom('GoogleHC/1.0', 'kube-probe/1.30'),
};

const header = fc
  .constantFrom(...Object.keys(knownHeaders))
  .chain((name) =>
    fc.tuple(
      fc.constantFrom(name, name.toLowerCase(), name.replaceAll('-', '_')),
      knownHeaders[name] ?? text,
    ),
  );
/** Mostly headers that a proxy sets, so that many checks get past the first hurdle, then noise over them. */
const headers = fc.oneof(
  fc.array(header, { maxLength: 12 }),
  fc
    .record(knownHeaders, { requiredKeys: [] })
    .map((record) => Object.entries(record).map(([name, value = '']) => [name, value])),
);

const endpoint = fc.constantFrom(
  '/api/verify',
  '/api/verify/x',
  '/api/authz/forward-auth',
  '/api/authz/auth-request',
  '/api/authz/ext-authz',
  '/api/authz/ext-authz/',
  '/api/authz/ext-authz//a',
);
const query = fc.oneof(
  fc.constant(''),
  text.map((value) => `?rd=${value}`),
  text.map((value) => `?authelia_url=${value}`),
  text.map((value) => `?auth=basic&${value}`),
  text.map((value) => `?${value}`),
);

const wildRequest: fc.Arbitrary<RawRequest> = fc.record({
  method: fc.constantFrom('GET', 'HEAD', 'POST', 'OPTIONS', 'TRACE', 'M-SEARCH'),
  target: fc.tuple(endpoint, query).map((parts) => parts.join('')),
  rawHeaders: headers.map((list) => list.flat()),
  peerAddress: fc.constantFrom('127.0.0.1', '203.0.113.5', undefined, 'unknown', '::1'),
  isTls: fc.boolean(),
});

/** What a proxy asks about a page of the application, at an endpoint of its kind. */
const wholeChecks = [
  {
    target: '/api/authz/forward-auth',
    headers: {
      'X-Forwarded-Proto': 'https',
      'X-Forwarded-Host': 'app.example.com',
      'X-Forwarded-Uri': '/',
      'X-Forwarded-Method': 'GET',
      Accept: 'text/html',
    },
  },
  {
    target: '/api/authz/auth-request',
    headers: { 'X-Original-URL': 'https://app.example.com/', 'X-Original-Method': 'GET' },
  },
  {
    target: '/api/verify?rd=https%3A%2F%2Fauth.example.com%2F',
    headers: { 'X-Original-URL': 'https://app.example.com/', Accept: 'text/html' },
  },
] as const;

/** A whole check from a trusted proxy in which one or two headers are other than they should be. */
const touchedRequest: fc.Arbitrary<RawRequest> = fc
  .tuple(
    fc.constantFrom(...wholeChecks),
    fc.array(
      fc
        .constantFrom(...Object.keys(knownHeaders))
        .chain((name) => fc.tuple(fc.constant(name), knownHeaders[name] ?? text)),
      { minLength: 1, maxLength: 2 },
    ),
  )
  .map(([check, touched]) => ({
    method: 'GET',
    target: check.target,
    rawHeaders: Object.entries({ ...check.headers, ...Object.fromEntries(touched) }).flat(),
    peerAddress: '127.0.0.1',
    isTls: false,
  }));

/** A request that is wrong in a way that somebody may have thought of, or in one that nobody has. */
export const hostileRequest: fc.Arbitrary<RawRequest> = fc.oneof(touchedRequest, wildRequest);

import { expect, test } from 'vitest';
import { problemLines, readSection } from '../../../tests/support/read-section.ts';
import { server } from './server.ts';

const basic = { schemes: ['basic'], scheme_basic_cache_lifespan: 0 };
const cookie = { name: 'CookieSession', schemes: [], scheme_basic_cache_lifespan: 0 };

test('the defaults', () => {
  const { ready, problems } = readSection(server, undefined);
  expect(problems).toEqual([]);
  expect(ready).toMatchObject({
    address: { kind: 'tcp', scheme: 'tcp', host: '', port: 9091, path: '/' },
    disable_healthcheck: false,
    buffers: { read: 4096, write: 4096 },
    timeouts: { read: 6000, write: 6000, idle: 30_000 },
  });
  expect(ready?.tls).toBeUndefined();
  expect(ready?.asset_path).toBeUndefined();
  expect(ready?.endpoints.authz).toEqual({
    legacy: { implementation: 'Legacy', authn_strategies: [{ name: 'HeaderLegacy', ...basic }, cookie] },
    'forward-auth': {
      implementation: 'ForwardAuth',
      authn_strategies: [{ name: 'HeaderAuthorization', ...basic }, cookie],
    },
    'auth-request': {
      implementation: 'AuthRequest',
      authn_strategies: [{ name: 'HeaderAuthorization', ...basic }, cookie],
    },
    'ext-authz': {
      implementation: 'ExtAuthz',
      authn_strategies: [{ name: 'HeaderAuthorization', ...basic }, cookie],
    },
  });
});

test('proxies are trusted on this machine, the link and private networks', () => {
  expect(readSection(server, {}).ready?.trusted_proxies).toEqual([
    '127.0.0.0/8',
    '::1/128',
    '169.254.0.0/16',
    'fe80::/10',
    '10.0.0.0/8',
    '172.16.0.0/12',
    '192.168.0.0/16',
    'fc00::/7',
  ]);
  expect(readSection(server, { trusted_proxies: '10.0.0.5,fd00::1' }).ready?.trusted_proxies).toEqual([
    '10.0.0.5/32',
    'fd00::1/128',
  ]);
});

test.each(['*', '0.0.0.0/0', '::/0'])('trusting everyone (%s) is possible, with a warning', (everyone) => {
  expect(problemLines(server, { trusted_proxies: [everyone] })).toEqual([
    expect.stringContaining('warning trusted_proxies: Forwarded headers are believed from everyone'),
  ]);
});

test('the default rate limits of behaviour.md §4.4', () => {
  const limits = readSection(server, {}).ready?.endpoints.rate_limits;
  expect(limits?.reset_password_start).toEqual({
    enable: true,
    buckets: [
      { requests: 5, period: 600_000 },
      { requests: 10, period: 900_000 },
      { requests: 15, period: 1_800_000 },
    ],
  });
  expect(limits?.openid_connect_token.buckets.at(-1)).toEqual({ requests: 100, period: 3_600_000 });
  expect(limits?.openid_connect_userinfo.buckets).toEqual([]);
});

test('an endpoint that is written replaces the four, and gets the strategies of its kind', () => {
  const authz = { proxy: { implementation: 'AuthRequest' } };
  expect(readSection(server, { endpoints: { authz } }).ready?.endpoints.authz).toEqual({
    proxy: {
      implementation: 'AuthRequest',
      authn_strategies: [{ name: 'HeaderAuthorization', ...basic }, cookie],
    },
  });
});

test('strategies keep their order, and header ones speak Basic unless told otherwise', () => {
  const authn_strategies = [
    { name: 'CookieSession' },
    { name: 'HeaderProxyAuthorization', scheme_basic_cache_lifespan: '1m' },
    { name: 'HeaderLegacy' },
  ];
  const authz = { proxy: { implementation: 'ForwardAuth', authn_strategies } };
  expect(
    readSection(server, { endpoints: { authz } }).ready?.endpoints.authz.proxy?.authn_strategies,
  ).toEqual([
    cookie,
    { name: 'HeaderProxyAuthorization', schemes: ['basic'], scheme_basic_cache_lifespan: 60_000 },
    { name: 'HeaderLegacy', ...basic },
  ]);
});

test("a scheme is written in any case, for Authelia's documents write Basic", () => {
  const written = endpoint('x', [{ name: 'HeaderAuthorization', schemes: ['Basic'] }]);
  expect(readSection(server, written).ready?.endpoints.authz.x?.authn_strategies).toEqual([
    { name: 'HeaderAuthorization', ...basic },
  ]);
});

const endpoint = (name: string, strategies: readonly object[] = [], implementation = 'ForwardAuth') => ({
  endpoints: { authz: { [name]: { implementation, authn_strategies: strategies } } },
});

test.each([
  [
    { address: 'tcp://:9091/a/b' },
    'error address: The path can be a single segment of letters and digits only',
  ],
  [{ address: 'tcp://:9091/a-b' }, 'error address: The path can be a single segment'],
  [{ address: 'udp://:9091' }, 'error address: The scheme "udp" is not possible here'],
  [{ asset_path: '/nowhere/at/all' }, 'error asset_path: There is nothing at /nowhere/at/all'],
  [{ tls: { key: '/a.key' } }, 'error tls.certificate: TLS needs this key as well'],
  [{ tls: { certificate: '/a.crt' } }, 'error tls.key: TLS needs this key as well'],
  [{ tls: { client_certificates: ['/ca.crt'] } }, 'error tls.certificate: TLS needs this key as well'],
  [{ tls: { key: '/a.key', certificate: '/a.crt' } }, 'error tls.certificate: There is nothing at /a.crt'],
  [{ timeouts: { read: 0 } }, 'error timeouts.read: "0" is too short'],
  [{ buffers: { read: 0 } }, 'error buffers.read: 0 is too small'],
  [{ trusted_proxies: ['proxy.lan'] }, 'error trusted_proxies.0: "proxy.lan" is not a network'],
  [endpoint('a1'), 'error endpoints.authz.a1: This name cannot be part of a path'],
  [endpoint('../x'), 'error endpoints.authz.../x: This name cannot be part of a path'],
  [
    endpoint('legacy'),
    'error endpoints.authz.legacy.implementation: The endpoint legacy answers at /api/verify',
  ],
  [{ endpoints: { authz: { x: {} } } }, 'error endpoints.authz.x.implementation: This key is missing'],
  [endpoint('x', [], 'Nginx'), 'error endpoints.authz.x.implementation: "Nginx" is not known here'],
  [
    {
      endpoints: {
        authz: { envoy: { implementation: 'ExtAuthz' }, 'envoy/two': { implementation: 'AuthRequest' } },
      },
    },
    'error endpoints.authz.envoy/two: The endpoint envoy takes every path below its own',
  ],
  [
    endpoint('x', [{ name: 'CookieSession' }, { name: 'CookieSession' }]),
    'error endpoints.authz.x.authn_strategies.1.name: The strategy CookieSession is named twice',
  ],
  [
    endpoint('x', [{ name: 'CookieSession', schemes: ['basic'] }]),
    'error endpoints.authz.x.authn_strategies.0.schemes: The strategy CookieSession has no schemes',
  ],
  [
    endpoint('x', [{ name: 'HeaderLegacy', schemes: ['basic'] }]),
    'error endpoints.authz.x.authn_strategies.0.schemes: The strategy HeaderLegacy has no schemes',
  ],
  [
    endpoint('x', [{ name: 'HeaderAuthorization', schemes: ['bearer'], scheme_basic_cache_lifespan: 60 }]),
    'error endpoints.authz.x.authn_strategies.0.scheme_basic_cache_lifespan: Only the scheme basic has passwords',
  ],
  [
    { endpoints: { rate_limits: { second_factor_totp: { buckets: [{ period: '5s', requests: 0 }] } } } },
    'error endpoints.rate_limits.second_factor_totp.buckets.0.period: "5s" is too short. Write 10s or',
  ],
])('%j: %s', (raw, line) => {
  const [first] = problemLines(server, raw);
  expect(first).toContain(line);
  expect(first?.length).toBeGreaterThan(line.length);
});

test('gRPC is off, listens where it is told to, and has the usual strategies', () => {
  const grpc = (ext_authz_grpc: unknown) =>
    readSection(server, { endpoints: { ext_authz_grpc } }).ready?.endpoints.ext_authz_grpc;
  expect(grpc(undefined)).toBeUndefined();
  expect(grpc({})).toBeUndefined();
  expect(grpc({ address: 'tcp://127.0.0.1:9092' })).toEqual({
    address: { kind: 'tcp', scheme: 'tcp', host: '127.0.0.1', port: 9092, path: '/' },
    authn_strategies: [{ name: 'HeaderAuthorization', ...basic }, cookie],
  });
  expect(
    grpc({
      address: 'unix:///run/gatehouse/grpc.sock?umask=0117',
      authn_strategies: [{ name: 'CookieSession' }],
    }),
  ).toEqual({
    address: { kind: 'unix', socketPath: '/run/gatehouse/grpc.sock', umask: 0o117, path: '/' },
    authn_strategies: [cookie],
  });
});

test('what is wrong about gRPC is said', () => {
  const problems = (ext_authz_grpc: unknown) => problemLines(server, { endpoints: { ext_authz_grpc } });
  const session = { name: 'CookieSession' };
  expect(problems({ address: 'tcp://127.0.0.1' })).toEqual([
    expect.stringContaining('error endpoints.ext_authz_grpc.address: The port is missing.'),
  ]);
  expect(problems({ address: 'tcp://127.0.0.1:9092/check' })).toEqual([
    expect.stringContaining('error endpoints.ext_authz_grpc.address: The path of a gRPC method is fixed'),
  ]);
  expect(problems({ authn_strategies: [session] })).toEqual([
    expect.stringContaining('error endpoints.ext_authz_grpc.address: Nothing listens without an address.'),
  ]);
  expect(problems({ address: 'tcp://127.0.0.1:9092', authn_strategies: [session, session] })).toEqual([
    expect.stringContaining(
      'error endpoints.ext_authz_grpc.authn_strategies.1.name: The strategy CookieSession is named twice.',
    ),
  ]);
});

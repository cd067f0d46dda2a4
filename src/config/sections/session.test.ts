import { expect, test } from 'vitest';
import { problemLines, readSection } from '../../../tests/support/read-section.ts';
import { session } from './session.ts';

const cookie = { domain: 'example.com', authelia_url: 'https://auth.example.com' };
const secret = 'a-secret-of-thirty-characters!';

/** The cookie domains of a section that must have no error. */
function cookiesOf(raw: unknown) {
  const { ready, problems } = readSection(session, raw);
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  return ready?.cookies ?? [];
}

test('the defaults of departures.md §1', () => {
  expect(readSection(session, { cookies: [cookie] })).toEqual({
    ready: {
      secret: undefined,
      keep_across_restarts: true,
      remember_second_factor: null,
      store: 'memory',
      grace: null,
      redis: undefined,
      cookies: [
        {
          ...cookie,
          name: 'authelia_session',
          same_site: 'lax',
          expiration: 3_600_000,
          inactivity: 300_000,
          remember_me: 30 * 86_400_000,
          default_redirection_url: undefined,
        },
      ],
    },
    problems: [],
  });
});

test('the old form gives one entry and needs no portal URL', () => {
  const [entry, ...others] = cookiesOf({
    name: 'sso',
    domain: 'example.com',
    expiration: 7200,
    inactivity: '10m',
  });
  expect(others).toEqual([]);
  expect(entry).toMatchObject({
    domain: 'example.com',
    name: 'sso',
    expiration: 7_200_000,
    inactivity: 600_000,
    authelia_url: undefined,
  });
});

test('the old form may name the portal', () => {
  const [entry] = cookiesOf({ domain: 'example.com', authelia_url: 'https://auth.example.com' });
  expect(entry?.authelia_url).toBe('https://auth.example.com');
});

test('an entry overrides the session level, also by switching off', () => {
  const raw = {
    name: 'sso',
    remember_me: '1y',
    cookies: [
      { ...cookie, name: 'own', same_site: 'strict', expiration: '2h', inactivity: 0, remember_me: -1 },
      { domain: 'example.org', authelia_url: 'https://auth.example.org' },
    ],
  };
  expect(cookiesOf(raw)).toMatchObject([
    { name: 'own', same_site: 'strict', expiration: 7_200_000, inactivity: null, remember_me: null },
    {
      name: 'sso',
      same_site: 'lax',
      expiration: 3_600_000,
      inactivity: 300_000,
      remember_me: 365 * 86_400_000,
    },
  ]);
});

test.each([0, -1, '0', '-1', '0s'])('remember_me %j: nobody can be remembered', (remember_me) => {
  expect(cookiesOf({ domain: 'example.com', remember_me })[0]?.remember_me).toBeNull();
});

test.each([0, '0', '0s', '0m', -1])('inactivity %j is off', (inactivity) => {
  expect(cookiesOf({ domain: 'example.com', inactivity })[0]?.inactivity).toBeNull();
});

test.each([0, -1, '0'])('expiration %j means the default, with a warning', (expiration) => {
  expect(cookiesOf({ cookies: [{ ...cookie, expiration }] })[0]?.expiration).toBe(3_600_000);
  expect(problemLines(session, { cookies: [{ ...cookie, expiration }] })).toEqual([
    'warning cookies.0.expiration: A session cannot be without an end: 1h is used. Write a duration such as 1h.',
  ]);
});

test.each([
  ['.example.com', 'example.com'],
  ['192.168.1.10', '192.168.1.10'],
  ['example.localhost', 'example.localhost'],
  ['localhost', 'localhost'],
  ['example.co.uk', 'example.co.uk'],
  ['me.duckdns.org', 'me.duckdns.org'],
  ['home.lan', 'home.lan'],
])('the domain %s is taken', (domain, ready) => {
  const url = `https://${/^\d/.test(ready) ? '' : 'auth.'}${ready}`;
  expect(cookiesOf({ cookies: [{ domain, authelia_url: url }] })[0]?.domain).toBe(ready);
});

test.each([
  ['*.example.com', 'is a wildcard', 'Write example.com.'],
  ['example.com:8080', 'has a port', 'Write example.com.'],
  ['https://example.com/', 'is a URL', 'Write the domain alone: example.com.'],
  ['Example.com', 'has capital letters', 'Write example.com.'],
  ['intranet', 'has no dot', 'Write a domain with a dot'],
  ['exa mple.com', 'is not a domain', 'Write a domain such as example.com'],
  ['-a.example.com', 'is not a domain', 'Write a domain such as example.com'],
  ['co.uk', 'is a public suffix', 'such as example.co.uk'],
  ['duckdns.org', 'is a public suffix', 'such as example.duckdns.org'],
])('the domain %s is refused', (domain, message, hint) => {
  for (const [raw, path] of [
    [{ cookies: [{ ...cookie, domain }] }, 'cookies.0.domain'],
    [{ domain }, 'domain'],
  ] as const) {
    const errors = problemLines(session, raw).filter((line) => line.startsWith('error'));
    expect(errors).toEqual([expect.stringContaining(`error ${path}: "${domain}" ${message}`)]);
    expect(errors[0]).toContain(hint);
  }
});

test.each([
  [['example.com', 'example.com'], 'error cookies.1.domain: The domain example.com is written twice'],
  [
    ['example.com', 'a.example.com'],
    'error cookies.1.domain: The domain a.example.com lies under example.com',
  ],
  [
    ['a.example.com', 'example.com'],
    'warning cookies.1.domain: Browsers send the cookie of example.com to a.example.com',
  ],
])('the domains %j', (domains, line) => {
  const cookies = domains.map((domain) => ({ domain, authelia_url: `https://auth.${domain}` }));
  expect(problemLines(session, { cookies })).toEqual([expect.stringContaining(line)]);
});

test.each([
  ['http://auth.example.com', 'A URL with http:// is not possible here'],
  ['auth.example.com', 'This is not an absolute URL'],
  ['https:\\\\auth.example.com', 'This is not an absolute URL'],
  ['https://user@auth.example.com', 'A URL with a user name or password is not possible here'],
  ['https://auth.example.org', 'The portal is not under the domain example.com'],
  ['https://auth.notexample.com', 'The portal is not under the domain example.com'],
  ['https://example.com.evil.test', 'The portal is not under the domain example.com'],
])('The portal URL %s is refused', (authelia_url, message) => {
  const [line] = problemLines(session, { cookies: [{ ...cookie, authelia_url }] });
  expect(line).toContain(`error cookies.0.authelia_url: ${message}`);
  expect(line).toContain('https://auth.example.com');
});

test('The portal of a localhost name may be plain HTTP', () => {
  const authelia_url = 'http://auth.example.localhost:8080';
  expect(cookiesOf({ cookies: [{ domain: 'example.localhost', authelia_url }] })[0]?.authelia_url).toBe(
    authelia_url,
  );
});

test('today’s form needs the portal URL', () => {
  expect(problemLines(session, { cookies: [{ domain: 'example.com' }] })).toEqual([
    'error cookies.0.authelia_url: This key is missing. Write the URL under which people reach the portal, such as https://auth.example.com.',
  ]);
});

test.each([
  ['https://www.example.org', 'The URL is not under the domain example.com'],
  ['https://auth.example.com/', 'This is the portal itself'],
])('the default URL %s is refused', (default_redirection_url, message) => {
  expect(problemLines(session, { cookies: [{ ...cookie, default_redirection_url }] })).toEqual([
    expect.stringContaining(`error cookies.0.default_redirection_url: ${message}`),
  ]);
});

test.each(['https://www.example.org', 'http://www.example.com'])(
  'with the old form the default URL %s is dropped with a warning',
  (default_redirection_url) => {
    const raw = { domain: 'example.com', default_redirection_url };
    expect(cookiesOf(raw)[0]?.default_redirection_url).toBeUndefined();
    expect(problemLines(session, raw)).toContainEqual(
      expect.stringContaining('warning default_redirection_url: This URL is not used'),
    );
  },
);

test('no domain at all: the message says what to write, word for word', () => {
  expect(problemLines(session, {})).toEqual([
    "error cookies: No cookie domain is written. Write, with your own domain: session: {cookies: [{domain: 'example.com', authelia_url: 'https://auth.example.com'}]}.",
  ]);
});

test('both forms together are refused', () => {
  expect(problemLines(session, { domain: 'example.com', cookies: [cookie] })).toEqual([
    expect.stringContaining('error domain: session.domain is the old form of session.cookies'),
  ]);
});

test.each(['authelia_url', 'default_redirection_url'])('with cookies, %s belongs into the entries', (key) => {
  expect(problemLines(session, { cookies: [cookie], [key]: 'https://x.example.com' })).toEqual([
    expect.stringContaining(`error ${key}: With session.cookies, ${key} belongs into each entry`),
  ]);
});

test.each([
  ['my session', 'A cookie cannot have this name'],
  ['a=b', 'A cookie cannot have this name'],
  ['__Host-session', 'Browsers refuse a __Host- cookie that has a domain'],
  ['__host-session', 'Browsers refuse a __Host- cookie that has a domain'],
])('the cookie name %s is refused', (name, message) => {
  expect(problemLines(session, { name, cookies: [cookie] })).toEqual([
    expect.stringContaining(`error name: ${message}`),
  ]);
});

test('a numeric name and a numeric password are texts', () => {
  const { ready } = readSection(session, {
    name: 123,
    secret,
    cookies: [cookie],
    redis: { host: 'redis', password: 4711 },
  });
  expect(ready?.cookies[0]?.name).toBe('123');
  expect(ready?.redis?.password).toBe('4711');
});

test('Redis needs a secret, and the hint brings a fresh one', () => {
  expect(problemLines(session, { cookies: [cookie], redis: { host: 'redis' } })).toEqual([
    'error secret: Sessions in Redis must be sealed, and there is no secret to seal them with. Write session.secret, or set AUTHELIA_SESSION_SECRET. A fresh one: fresh-secret',
  ]);
});

test('a short secret is warned of, and never shown', () => {
  const [line, ...others] = problemLines(session, { secret: 'unsafe-short', cookies: [cookie] });
  expect(others).toEqual([]);
  expect(line).toContain('warning secret: The secret has fewer than 20 characters');
  expect(line).not.toContain('unsafe-short');
});

test('the defaults of redis', () => {
  const { ready, problems } = readSection(session, { secret, cookies: [cookie], redis: { host: 'redis' } });
  expect(problems).toEqual([]);
  expect(ready?.redis).toEqual({
    host: 'redis',
    port: 6379,
    timeout: 5000,
    max_retries: 0,
    username: undefined,
    password: undefined,
    database_index: 0,
    maximum_active_connections: 8,
    minimum_idle_connections: 0,
    tls: undefined,
    local_cache: { enable: true, entries: 10_000 },
    high_availability: undefined,
  });
});

test.each([
  [{}, 'redis.host: This key is missing'],
  [{ host: 'redis', port: 0 }, 'redis.port: The port 0 is possible with the path of a socket only'],
  [{ host: 'redis', port: 70_000 }, 'redis.port: 70000 is too large'],
  [{ host: 'redis:6379' }, 'redis.host: This is neither a host nor the absolute path of a socket'],
  [{ high_availability: { sentinel_name: 'one' } }, 'redis.high_availability.nodes: No sentinel is named'],
  [
    { high_availability: { nodes: [{ host: 'a' }] } },
    'redis.high_availability.sentinel_name: This key is missing',
  ],
  [
    { high_availability: { sentinel_name: 'one', nodes: [{ port: 1 }] } },
    'redis.high_availability.nodes.0.host: This key is missing',
  ],
  [
    { host: '/run/redis.sock', high_availability: { sentinel_name: 'one' } },
    'redis.host: A sentinel is reached by host and port',
  ],
  [
    { host: 'redis', tls: { minimum_version: 'TLS1.3', maximum_version: 'TLS1.2' } },
    'redis.tls.minimum_version: The minimum version TLS1.3 is newer than the maximum version TLS1.2',
  ],
  [
    { host: 'redis', tls: { minimum_version: 'SSL3.0' } },
    'redis.tls.minimum_version: "SSL3.0" is not a TLS version',
  ],
  [{ cluster: {} }, 'redis.cluster.nodes: No node is named'],
  [{ cluster: { nodes: [{ port: 7000 }] } }, 'redis.cluster.nodes.0.host: This key is missing'],
  [
    { cluster: { nodes: [{ host: 'a' }] }, high_availability: { sentinel_name: 'one' } },
    'redis.cluster: A cluster replaces its masters without sentinels',
  ],
  [
    { host: '/run/redis.sock', cluster: { nodes: [{ host: 'a' }] } },
    'redis.host: The nodes of a cluster are reached by host and port',
  ],
  [
    { host: 'redis', cluster: {}, database_index: 2 },
    'redis.database_index: A cluster has only the database 0',
  ],
  [{ host: 'redis', tls: { private_key: 'x' } }, 'redis.tls.private_key: This is not a private key'],
])('redis %j is refused', (redis, message) => {
  expect(problemLines(session, { secret, cookies: [cookie], redis })[0]).toContain(`error ${message}`);
});

test('a socket needs no port', () => {
  const redis = { host: '/run/redis.sock', port: 0 };
  expect(readSection(session, { secret, cookies: [cookie], redis }).problems).toEqual([]);
});

test('the nodes of a cluster: redis.host first, doubles once, ports filled in', () => {
  const redis = {
    host: 'one',
    port: 7000,
    cluster: { nodes: [{ host: 'ONE', port: 7000 }, { host: 'two' }] },
  };
  const { ready } = readSection(session, { secret, cookies: [cookie], redis });
  expect(ready?.redis?.cluster).toEqual({
    nodes: [
      { host: 'one', port: 7000 },
      { host: 'two', port: 6379 },
    ],
  });
});

test('the sentinels: redis.host first, doubles once, ports filled in', () => {
  const redis = {
    host: 'One',
    high_availability: { sentinel_name: 'm', nodes: [{ host: 'one' }, { host: 'two', port: '1234' }] },
  };
  const { ready } = readSection(session, { secret, cookies: [cookie], redis });
  expect(ready?.redis?.high_availability?.nodes).toEqual([
    { host: 'one', port: 26_379 },
    { host: 'two', port: 1234 },
  ]);
});

test('values from the environment are strings', () => {
  const redis = { host: 'redis', port: '6380', database_index: '2', tls: { skip_verify: 'true' } };
  const { ready } = readSection(session, { secret, domain: 'example.com', inactivity: '60', redis });
  expect(ready?.redis).toMatchObject({ port: 6380, database_index: 2, tls: { skip_verify: true } });
  expect(ready?.cookies[0]?.inactivity).toBe(60_000);
});

test.each([
  [{}, 'memory'],
  [{ redis: { host: 'redis' } }, 'redis'],
  [{ store: 'redis', redis: { host: 'redis' } }, 'redis'],
  [{ store: 'memory' }, 'memory'],
  [{ store: 'sql' }, 'sql'],
])('where sessions are kept: %o means %s', (keys, store) => {
  const { ready, problems } = readSection(session, { secret, cookies: [cookie], ...keys });
  expect([ready?.store, problems]).toEqual([store, []]);
});

test.each([
  [{ store: 'redis' }, 'error store: Sessions cannot be kept in a Redis that is not written.'],
  [{ store: 'sql', redis: { host: 'redis' } }, 'error store: Sessions are kept in one place only'],
  [{ store: 'memory', redis: { host: 'redis' } }, 'error store: Sessions are kept in one place only'],
  [{ store: 'Sql' }, 'error store: "Sql" is not known here.'],
  [{ grace: '10m' }, 'warning grace: Without effect'],
  [{ store: 'sql', grace: '2h' }, 'warning grace: For so long'],
])('what contradicts itself is told: %o', (keys, message) => {
  expect(problemLines(session, { secret, cookies: [cookie], ...keys })[0]).toContain(message);
});

test('session.grace is off unless it is written', () => {
  const graceOf = (keys: object) => readSection(session, { secret, cookies: [cookie], ...keys }).ready?.grace;
  expect(graceOf({})).toBeNull();
  expect(graceOf({ store: 'sql', grace: 0 })).toBeNull();
  expect(graceOf({ store: 'sql', grace: '10m' })).toBe(600_000);
});

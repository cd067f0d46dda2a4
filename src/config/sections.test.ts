import { expect, test } from 'vitest';
import { readSection, type SectionProblem } from '../../tests/support/read-section.ts';
import { checkAcrossSections } from './check-across-sections.ts';
import { completeAcrossSections } from './complete-across-sections.ts';
import type { Config } from './config.ts';
import type { Section } from './section.ts';
import { sections } from './sections.ts';

/** Reads all sections of a tree whose old keys are mapped already, as the loader does. */
function readAll(tree: Readonly<Record<string, unknown>>) {
  const table: Readonly<Record<string, Section<unknown>>> = sections;
  const problems: SectionProblem[] = [];
  const ready: Record<string, unknown> = {};
  for (const [name, section] of Object.entries(table)) {
    const answer = readSection(section, tree[name]);
    ready[name] = answer.ready;
    problems.push(...answer.problems.map((problem) => ({ ...problem, path: `${name}.${problem.path}` })));
  }
  const config = ready as Partial<Config>;
  checkAcrossSections(config, {
    generateSecret: () => 'fresh-secret',
    report: ({ path, severity, message, hint }) =>
      problems.push({ path: path.join('.'), severity, message, hint }),
  });
  return {
    config,
    errors: problems
      .filter(({ severity }) => severity === 'error')
      .map(({ path, message }) => `${path}: ${message}`),
    problems,
  };
}

/** A whole file of the years 4.12 to 4.14, with its old keys where the loader puts them. */
const old = {
  server: { address: 'tcp://0.0.0.0:9091' },
  log: { level: 'debug' },
  identity_validation: { reset_password: { jwt_secret: 'a_very_important_secret' } },
  totp: { issuer: 'authelia.com', period: 30, skew: 1 },
  authentication_backend: {
    password_reset: { disable: false },
    refresh_interval: '5m',
    file: {
      path: './users_database.yml',
      password: {
        algorithm: 'argon2',
        argon2: {
          variant: 'argon2id',
          iterations: 1,
          key_length: 32,
          salt_length: 16,
          memory: 1_048_576,
          parallelism: 8,
        },
      },
    },
  },
  access_control: {
    default_policy: 'deny',
    rules: [
      { domain: 'public.example.com', policy: 'bypass' },
      { domain: '*.example.com', policy: 'one_factor' },
    ],
  },
  session: {
    name: 'authelia_session',
    secret: 'insecure_session_secret',
    expiration: '1h',
    inactivity: '5m',
    remember_me: '1M',
    domain: 'example.com',
    default_redirection_url: 'https://home.example.com:8080/',
    redis: { host: '127.0.0.1', port: 6379, password: 'authelia' },
  },
  regulation: { max_retries: 3, find_time: '2m', ban_time: '5m' },
  storage: { local: { path: '/var/lib/authelia/db.sqlite3' } },
  notifier: { filesystem: { filename: './notification.txt' } },
};

test('a file of the 4.12 era is asked for nothing but storage.encryption_key', () => {
  expect(readAll(old).errors).toEqual([
    'storage.encryption_key: Secrets of users cannot be stored without a key to encrypt them.',
  ]);
});

test('with that key it is whole, and means what it meant', () => {
  const { config, errors } = readAll({ ...old, storage: { ...old.storage, encryption_key: 'k'.repeat(20) } });
  expect(errors).toEqual([]);
  expect(config.session?.cookies).toEqual([
    {
      domain: 'example.com',
      name: 'authelia_session',
      same_site: 'lax',
      expiration: 3_600_000,
      inactivity: 300_000,
      remember_me: 2_592_000_000,
      authelia_url: undefined,
      default_redirection_url: 'https://home.example.com:8080/',
    },
  ]);
});

test('mail of that era loads, too', () => {
  const smtp = {
    username: 'test',
    password: 'password',
    address: 'smtp://127.0.0.1:1025',
    sender: 'admin@example.com',
  };
  expect(readAll({ ...old, notifier: { smtp } }).errors).toHaveLength(1);
});

const today = {
  storage: { encryption_key: 'k'.repeat(20), local: { path: '/config/db.sqlite3' } },
  notifier: { filesystem: { filename: '/config/notification.txt' } },
  authentication_backend: { file: { path: '/config/users.yml' } },
  identity_validation: { reset_password: { jwt_secret: 'secret' } },
  session: { cookies: [{ domain: 'example.com', authelia_url: 'https://auth.example.com' }] },
  access_control: { rules: [{ domain: '*.example.com', policy: 'one_factor' }] },
};

test('the least that today’s form needs', () => {
  expect(readAll(today).errors).toEqual([]);
});

test.each([
  [
    { identity_validation: undefined },
    'identity_validation.reset_password.jwt_secret: Links that reset a password',
  ],
  [{ default_2fa_method: 'totp', totp: { disable: true } }, 'default_2fa_method: totp is disabled'],
  [{ default_2fa_method: 'mobile_push' }, 'default_2fa_method: mobile_push is disabled'],
  [
    {
      access_control: {
        networks: [{ name: 'lan', networks: '10.0.0.0/8' }],
        rules: today.access_control.rules,
      },
      definitions: { network: { lan: ['10.0.0.0/8'] } },
    },
    'access_control.networks.0.name: The network lan is defined in definitions.network, too',
  ],
  [
    { access_control: { rules: [{ domain: 'a.b', policy: 'deny', networks: ['lan'] }] } },
    'access_control.rules.0.networks.0: No network has the name lan',
  ],
  [
    { access_control: { rules: [{ domain: 'a.b', policy: 'deny', subject: 'oauth2:client:app' }] } },
    'access_control.rules.0.subject: No client has the name app',
  ],
])('%j: %s', (keys, line) => {
  expect(readAll({ ...today, ...keys }).errors).toContainEqual(expect.stringContaining(line));
});

test('a policy that no factor can meet is told', () => {
  const access_control = { default_policy: 'two_factor' };
  const messages = (totp: object) =>
    readAll({ ...today, access_control, totp, webauthn: { disable: true } }).problems.map(
      ({ message }) => message,
    );
  const told = expect.stringContaining('no second factor is enabled');
  expect(messages({ disable: true })).toContainEqual(told);
  expect(messages({})).not.toContainEqual(told);
});

test('no secret for links is needed where passwords are reset elsewhere or not at all', () => {
  for (const password_reset of [{ disable: true }, { custom_url: 'https://passwords.example.com' }]) {
    const authentication_backend = { ...today.authentication_backend, password_reset };
    expect(readAll({ ...today, identity_validation: undefined, authentication_backend }).errors).toEqual([]);
  }
});

/** A configuration in which every section could be read. */
function isWhole(config: Partial<Config>): config is Config {
  return Object.keys(sections).every((name) => Object.hasOwn(config, name));
}

test('names of networks become networks, and limits follow the lifespans', () => {
  const { config } = readAll({
    ...today,
    definitions: { network: { lan: ['10.0.0.0/8', 'fd00::/8'] } },
    access_control: { rules: [{ domain: 'a.b', policy: 'deny', networks: ['lan', '192.168.0.1'] }] },
    identity_validation: { reset_password: { jwt_secret: 'x' }, elevated_session: { code_lifespan: '1m' } },
  });
  if (!isWhole(config)) throw new TypeError('a section is missing');
  const complete = completeAcrossSections(config);
  expect(complete.access_control.rules[0]?.networks).toEqual(['10.0.0.0/8', 'fd00::/8', '192.168.0.1/32']);
  expect(complete.server.endpoints.rate_limits?.session_elevation_start.buckets).toEqual([
    { requests: 3, period: 60_000 },
    { requests: 5, period: 120_000 },
    { requests: 15, period: 720_000 },
  ]);
  expect(complete.server.endpoints.rate_limits?.session_elevation_finish.buckets[0]).toEqual({
    requests: 3,
    period: 600_000,
  });
});

test('an unknown name never becomes an empty list, which would match every address', () => {
  const { config } = readAll({
    ...today,
    access_control: { rules: [{ domain: 'a.b', policy: 'bypass', networks: ['constructor'] }] },
  });
  if (!isWhole(config)) throw new TypeError('a section is missing');
  expect(() => completeAcrossSections(config)).toThrow(TypeError);
});

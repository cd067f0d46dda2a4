import { expect, test } from 'vitest';
import { problemLines, readSection } from '../../../tests/support/read-section.ts';
import type { Section } from '../section.ts';
import { sections } from '../sections.ts';

/** What each section is where nothing is written, as far as it tells something. */
const defaults = {
  theme: 'light',
  log: { level: 'info', format: 'text', keep_stdout: false },
  definitions: { network: {}, user_attributes: {} },
  telemetry: {
    metrics: { enabled: false, address: { port: 9959, path: '/metrics' }, timeouts: { read: 6000 } },
  },
  totp: {
    disable: false,
    issuer: 'Authelia',
    algorithm: 'SHA1',
    digits: 6,
    period: 30,
    skew: 1,
    secret_size: 32,
    allowed_algorithms: ['SHA1'],
    allowed_digits: [6],
    allowed_periods: [30],
  },
  webauthn: {
    disable: false,
    timeout: 60_000,
    attestation_conveyance_preference: 'indirect',
    selection_criteria: { discoverability: 'preferred', user_verification: 'preferred' },
    // Departures.md §4: the documented defaults are real.
    metadata: { validate_trust_anchor: true, validate_entry: true, validate_status: true },
  },
  duo_api: { disable: true },
  identity_validation: {
    reset_password: { jwt_lifespan: 300_000, jwt_algorithm: 'HS256' },
    elevated_session: { code_lifespan: 300_000, elevation_lifespan: 600_000, characters: 8 },
  },
  password_policy: { standard: { enabled: false, min_length: 8 }, zxcvbn: { enabled: false, min_score: 3 } },
  privacy_policy: { enabled: false, require_user_acceptance: false },
  regulation: { modes: ['user'], max_retries: 3, find_time: 120_000, ban_time: 300_000 },
} as const;

const table: Readonly<Record<string, Section<unknown>>> = sections;
const sectionOf = (name: string) => {
  const found = table[name];
  if (found === undefined) throw new TypeError(`no section ${name}`);
  return found;
};

test.each(Object.entries(defaults))('the defaults of %s', (name, ready) => {
  const answer = readSection(sectionOf(name), undefined);
  expect(answer.problems).toEqual([]);
  if (typeof ready === 'string') expect(answer.ready).toBe(ready);
  else expect(answer.ready).toMatchObject(ready);
});

test.each([
  ['theme', 'blue', 'error : "blue" is not known here. Write one of: light, dark, grey, oled, auto.'],
  ['default_2fa_method', 'sms', 'error : "sms" is not known here'],
  ['certificates_directory', '/nowhere', 'error : There is no folder at /nowhere'],
  ['log', { level: 'warning' }, 'error level: "warning" is not known here'],
  [
    'definitions',
    { network: { '10.0.0.1': ['10.0.0.1'] } },
    'error network.10.0.0.1: "10.0.0.1" cannot be told from a network',
  ],
  ['definitions', { network: { lan: [] } }, 'error network.lan: This list is empty'],
  [
    'definitions',
    { user_attributes: { groups: { expression: 'x' } } },
    'error user_attributes.groups: Users have an attribute "groups" already',
  ],
  [
    'privacy_policy',
    { enabled: true },
    'error policy_url: privacy_policy is enabled, but there is no policy to link to',
  ],
  [
    'privacy_policy',
    { policy_url: 'http://example.com' },
    'error policy_url: A URL with http:// is not possible here',
  ],
  ['totp', { algorithm: 'md5' }, 'error algorithm: "MD5" is not known here'],
  ['totp', { digits: 7 }, 'error digits: "7" is not possible here. Write one of: 6, 8.'],
  ['totp', { period: 10 }, 'error period: 10 is too small'],
  ['totp', { secret_size: 16 }, 'error secret_size: 16 is too small'],
  [
    'webauthn',
    { experimental_enable_passkey_upgrade: true },
    'error experimental_enable_passkey_upgrade: This needs enable_passkey_login',
  ],
  [
    'webauthn',
    { disable: true, enable_passkey_login: true },
    'error enable_passkey_login: Passkeys cannot be used while webauthn is disabled',
  ],
  [
    'webauthn',
    { enable_passkey_login: true, selection_criteria: { discoverability: 'discouraged' } },
    'warning selection_criteria.discoverability: New keys that do not know their user cannot be used as passkeys',
  ],
  [
    'webauthn',
    {
      filtering: {
        permitted_aaguids: ['01020304-0506-0708-0910-111213141516'],
        prohibited_aaguids: ['01020304-0506-0708-0910-111213141516'],
      },
    },
    'error filtering.prohibited_aaguids: With permitted_aaguids every other model is refused anyway',
  ],
  ['duo_api', { hostname: 'api.duo.example' }, 'error integration_key: Duo needs this key as well'],
  [
    'identity_validation',
    { elevated_session: { characters: 21 } },
    'error elevated_session.characters: 21 is too large',
  ],
  ['ntp', { version: 2 }, 'error version: "2" is not possible here'],
  ['ntp', { address: 'tcp://time.example.com' }, 'error address: The scheme "tcp" is not possible here'],
  [
    'password_policy',
    { standard: { enabled: true }, zxcvbn: { enabled: true } },
    'error standard.enabled: standard and zxcvbn cannot be enabled together',
  ],
  ['password_policy', { zxcvbn: { min_score: 5 } }, 'error zxcvbn.min_score: 5 is too large'],
  [
    'regulation',
    { find_time: '10m' },
    'error find_time: find_time (10m) is longer than ban_time (5m). Write 5m or less',
  ],
  ['regulation', { modes: ['host'] }, 'error modes.0: "host" is not known here'],
])('%s %j: %s', (name, raw, line) => {
  expect(problemLines(sectionOf(name), raw)[0]).toContain(line);
});

test('what is not positive in regulation means the default', () => {
  expect(
    readSection(sections.regulation, { find_time: 0, ban_time: '-1', max_retries: 0 }).ready,
  ).toMatchObject({
    find_time: 120_000,
    ban_time: 300_000,
    max_retries: 0,
  });
});

test('what is the default of TOTP is always allowed', () => {
  const raw = { algorithm: 'sha256', allowed_algorithms: ['SHA512'], allowed_digits: '6,8' };
  expect(readSection(sections.totp, raw).ready).toMatchObject({
    allowed_algorithms: ['SHA512', 'SHA256'],
    allowed_digits: [6, 8],
  });
});

test('storage says which engine is missing, and makes up a key', () => {
  expect(problemLines(sections.storage, {})).toEqual([
    expect.stringContaining('error : Nothing says where data is kept'),
    'error encryption_key: Secrets of users cannot be stored without a key to encrypt them. Write storage.encryption_key, keep it safe and never change it by hand. A fresh one: fresh-secret',
  ]);
});

test.each([
  [
    { encryption_key: 'hunter2', local: { path: '/db' } },
    'error encryption_key: The key has fewer than 20 characters',
  ],
  [
    { local: { path: '/db' }, mysql: { address: 'a', database: 'b', username: 'c' } },
    'error : Data can be kept in one place only',
  ],
  [{ local: {} }, 'error local.path: This key is missing'],
  [{ postgres: { database: 'b', username: 'c' } }, 'error postgres.address: This key is missing'],
])('storage %j: %s', (raw, line) => {
  const [first] = problemLines(sections.storage, { encryption_key: 'k'.repeat(20), ...raw });
  expect(first).toContain(line);
  expect(first).not.toContain('hunter2');
});

test('the ports of databases', () => {
  const server = { address: 'db.example.com', database: 'b', username: 'c' };
  const read = (raw: object) =>
    readSection(sections.storage, { encryption_key: 'k'.repeat(20), ...raw }).ready;
  expect(read({ mysql: server })?.mysql?.address).toMatchObject({ port: 3306 });
  expect(read({ postgres: server })?.postgres).toMatchObject({
    address: { port: 5432 },
    schema: 'public',
    servers: [],
  });
});

const smtp = { address: 'smtp://mail.example.com', sender: 'Gatehouse <admin@example.com>' };

test.each([
  [{}, 'error : Nothing says how people are sent messages'],
  [{ smtp, filesystem: { filename: '/x' } }, 'error : smtp and filesystem cannot be written together'],
  [{ smtp: { ...smtp, sender: 'nobody' } }, 'error smtp.sender: This is not an e-mail address'],
  [{ smtp: { ...smtp, sender: undefined } }, 'error smtp.sender: This key is missing'],
  [{ smtp, template_path: '/nowhere' }, 'error template_path: There is nothing at /nowhere'],
  [{ filesystem: {} }, 'error filesystem.filename: This key is missing'],
])('notifier %j: %s', (raw, line) => {
  expect(problemLines(sections.notifier, raw)[0]).toContain(line);
});

test('no time server is asked unless one is to be', () => {
  expect(readSection(sections.ntp, undefined).ready).toBeUndefined();
  expect(readSection(sections.ntp, {}).ready).toMatchObject({
    address: { scheme: 'udp', host: 'time.cloudflare.com', port: 123 },
    version: 4,
    max_desync: 3000,
  });
});

test('the defaults of mail', () => {
  expect(readSection(sections.notifier, { smtp }).ready?.smtp).toMatchObject({
    address: { scheme: 'smtp', port: 25 },
    timeout: 5000,
    identifier: 'localhost',
    subject: '[Authelia] {title}',
    disable_require_tls: false,
  });
});

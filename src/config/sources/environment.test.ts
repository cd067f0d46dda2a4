import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadTexts, problemLine } from '../../../tests/support/load-text.ts';

const folder = mkdtempSync(join(tmpdir(), 'gatehouse-secrets-'));
const secretFile = (name: string, text: string) => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const key = 'a_key_of_more_than_twenty';
const text = 'theme: dark\n';

const load = (environment: Record<string, string>, file = text) =>
  loadTexts({ 'c.yml': file }, { files: ['c.yml'], environment });
const errors = async (...args: Parameters<typeof load>) =>
  (await load(...args)).problems.map(problemLine).filter((line) => !line.includes('A check ran'));

describe('plain variables', () => {
  test('stand for keys by their upper-cased path, secrets too', async () => {
    const { config, problems } = await load({
      AUTHELIA_STORAGE_ENCRYPTION_KEY: key,
      AUTHELIA_SESSION_SECRET: 'from the environment',
      AUTHELIA_SESSION_REDIS_HOST: 'redis',
      AUTHELIA_SESSION_REDIS_PORT: '6380',
      AUTHELIA_SESSION_REDIS_PASSWORD: 'also',
      AUTHELIA_SERVER_MODES: 'a, b,',
      PATH: '/bin',
      X_AUTHELIA_HEALTHCHECK: '1',
    });
    expect(problems.map(problemLine)).toEqual(
      ['warning - storage.mysql: A check ran. → None.'].map((line) =>
        line.replace('-', 'AUTHELIA_STORAGE_ENCRYPTION_KEY'),
      ),
    );
    expect(config).toMatchObject({
      session: { secret: 'from the environment', redis: { host: 'redis', port: '6380', password: 'also' } },
      server: { modes: ['a', 'b'] },
    });
  });

  test('old names count as the old keys do', async () => {
    const environment = {
      AUTHELIA_STORAGE_ENCRYPTION_KEY: key,
      AUTHELIA_PORT: '80',
      AUTHELIA_JWT_SECRET: 'x',
    };
    const { config } = await load(environment);
    expect(config).toMatchObject({
      server: { address: 'tcp://:80' },
      identity_validation: { reset_password: { jwt_secret: 'x' } },
    });
    expect(await errors(environment)).toEqual([
      'warning AUTHELIA_JWT_SECRET jwt_secret: This is the old name (before 4.38) of `identity_validation.reset_password.jwt_secret`. → Write `identity_validation.reset_password.jwt_secret` instead; until then it is read as that.',
      "warning AUTHELIA_PORT port: This is part of the old form (before 4.38) of `server.address`. → Write `server.address: 'tcp://:80'` instead; until then it is read as that.",
    ]);
  });

  test('one that is set to nothing counts as not set', async () => {
    const { config } = await load({
      AUTHELIA_STORAGE_ENCRYPTION_KEY: key,
      AUTHELIA_THEME: '',
      AUTHELIA_SESSION_SECRET_FILE: '',
    });
    expect(config).toMatchObject({ theme: 'dark' });
  });

  test('a wrong value is told with the variable', async () => {
    expect(await errors({ AUTHELIA_STORAGE_ENCRYPTION_KEY: key, AUTHELIA_LOG_LEVEL: 'loud' })).toEqual([
      'error AUTHELIA_LOG_LEVEL log.level: This must be one of `info` or `debug`, not "loud".',
    ]);
  });

  test('unknown ones give a warning; those of Kubernetes are named as such', async () => {
    const told = await errors({
      AUTHELIA_STORAGE_ENCRYPTION_KEY: key,
      AUTHELIA_SESION_SECRET: 'x',
      AUTHELIA_SERVICE_HOST: '10.0.0.1',
      AUTHELIA_PORT: 'tcp://10.0.0.1:9091',
      AUTHELIA_PORT_9091_TCP_ADDR: '10.0.0.1',
      AUTHELIA_LOG_LEVEL_FILE: '/x',
      AUTHELIA_SERVER_TLS_KEY_FILE: '/x',
    });
    expect(told).toEqual([
      'warning AUTHELIA_LOG_LEVEL_FILE : The variable AUTHELIA_LOG_LEVEL_FILE stands for no key and is not read. → `log.level` is no secret and has no file variable: use AUTHELIA_LOG_LEVEL.',
      'warning AUTHELIA_PORT : The variable AUTHELIA_PORT stands for no key and is not read. → Kubernetes sets it for a service named `authelia`: write `enableServiceLinks: false` in the pod.',
      'warning AUTHELIA_PORT_9091_TCP_ADDR : The variable AUTHELIA_PORT_9091_TCP_ADDR stands for no key and is not read. → Kubernetes sets it for a service named `authelia`: write `enableServiceLinks: false` in the pod.',
      'warning AUTHELIA_SERVER_TLS_KEY_FILE : The variable AUTHELIA_SERVER_TLS_KEY_FILE stands for no key and is not read. → `server.tls.key` is no secret and has no file variable: use AUTHELIA_SERVER_TLS_KEY.',
      'warning AUTHELIA_SERVICE_HOST : The variable AUTHELIA_SERVICE_HOST stands for no key and is not read. → Kubernetes sets it for a service named `authelia`: write `enableServiceLinks: false` in the pod.',
      'warning AUTHELIA_SESION_SECRET : The variable AUTHELIA_SESION_SECRET stands for no key and is not read. → Did you mean AUTHELIA_SESSION_SECRET?',
    ]);
  });
});

describe('secret files', () => {
  test('give the secret without the line ends after it', async () => {
    const { config } = await load({
      AUTHELIA_STORAGE_ENCRYPTION_KEY_FILE: secretFile('key', `${key}\n`),
      AUTHELIA_SESSION_SECRET_FILE: secretFile('secret', ' two\nlines \r\n\n'),
      AUTHELIA_JWT_SECRET_FILE: secretFile('jwt', 'old name'),
    });
    expect(config).toMatchObject({
      storage: { encryption_key: key },
      session: { secret: ' two\nlines ' },
      identity_validation: { reset_password: { jwt_secret: 'old name' } },
    });
  });

  test('are told where they are missing or a folder; an empty one counts as not given', async () => {
    mkdirSync(join(folder, 'inner'), { recursive: true });
    expect(
      await errors({
        AUTHELIA_STORAGE_ENCRYPTION_KEY: key,
        AUTHELIA_SESSION_SECRET_FILE: '/none',
        AUTHELIA_SESSION_REDIS_PASSWORD_FILE: join(folder, 'inner'),
        AUTHELIA_NOTIFIER_SMTP_PASSWORD_FILE: secretFile('empty', '\n'),
      }),
    ).toEqual([
      'warning AUTHELIA_NOTIFIER_SMTP_PASSWORD_FILE notifier.smtp.password: The secret file is empty and counts as not given. → Write the secret into the file.',
      'error AUTHELIA_SESSION_REDIS_PASSWORD_FILE session.redis.password: The secret file cannot be read: it is a folder. → Look at the path that AUTHELIA_SESSION_REDIS_PASSWORD_FILE holds, and at who may read the file.',
      'error AUTHELIA_SESSION_SECRET_FILE session.secret: The secret file cannot be read: there is no such file or folder. → Look at the path that AUTHELIA_SESSION_SECRET_FILE holds, and at who may read the file.',
    ]);
  });
});

describe('a secret in two places', () => {
  const base = { AUTHELIA_STORAGE_ENCRYPTION_KEY: key };
  test.each([
    [
      'file and variable',
      'session: {secret: a}\n',
      { AUTHELIA_SESSION_SECRET: 'b' },
      'c.yml line 1 and in the variable AUTHELIA_SESSION_SECRET',
    ],
    [
      'file and secret file',
      'session: {secret: a}\n',
      { AUTHELIA_SESSION_SECRET_FILE: secretFile('s', 'b') },
      'c.yml line 1 and in the variable AUTHELIA_SESSION_SECRET_FILE',
    ],
    [
      'variable and secret file',
      'theme: dark\n',
      { AUTHELIA_SESSION_SECRET: 'a', AUTHELIA_SESSION_SECRET_FILE: secretFile('s', 'b') },
      'the variable AUTHELIA_SESSION_SECRET and in the variable AUTHELIA_SESSION_SECRET_FILE',
    ],
    [
      'old name and new name',
      'jwt_secret: a\n',
      { AUTHELIA_IDENTITY_VALIDATION_RESET_PASSWORD_JWT_SECRET_FILE: secretFile('s', 'b') },
      'c.yml line 1 and in the variable AUTHELIA_IDENTITY_VALIDATION_RESET_PASSWORD_JWT_SECRET_FILE',
    ],
  ])('is an error: %s', async (_name, file, environment, places) => {
    const told = await errors({ ...base, ...environment }, file);
    expect(told.filter((line) => line.startsWith('error'))).toHaveLength(1);
    expect(told.join('\n')).toContain(`This secret is given more than once: in ${places}.`);
  });

  test('is none where one of them is empty', async () => {
    expect(await errors({ ...base, AUTHELIA_SESSION_SECRET: 'b' }, "session: {secret: ''}\n")).toEqual([]);
  });

  test('is none for other secrets than that of sessions: the plain variable wins, as in Authelia', async () => {
    const file = 'session: {redis: {host: redis, password: a}}\n';
    expect(await errors({ ...base, AUTHELIA_SESSION_REDIS_PASSWORD: 'b' }, file)).toEqual([]);
  });

  test('a key that is no secret may be in two places', async () => {
    expect(await errors({ ...base, AUTHELIA_THEME: 'light' })).toEqual([]);
  });
});

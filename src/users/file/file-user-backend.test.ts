import { chmod, mkdir, readdir, readFile, rename, stat, symlink, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { createRecordingLog } from '../../../tests/support/recording-log.ts';
import { createUsersFolder, type UsersFolder } from '../../../tests/support/users-folder.ts';
import type { FileBackendConfig } from '../../config/sections/authentication-backend.ts';
import { AppError } from '../../lib/app-error.ts';
import { silentLog } from '../../lib/log.ts';
import { systemRandom } from '../../lib/random.ts';
import { contractPeople, userBackendContract } from '../backend.contract.ts';
import { createPasswordHasher } from '../passwords/password-hasher.ts';
import { UsersFileError } from '../users-file-error.ts';
import { createFileUserBackend } from './file-user-backend.ts';

/** argon2 -id -t 2 -m 10 -p 2 (argon2 0~20171227) of "correct horse battery staple" */
const johnDigest =
  '$argon2id$v=19$m=1024,t=2,p=2$c2FsdHNhbHRzYWx0MTIzNA$FZPLH0ZUDkzkVTbwBD3WDg8x0aIZu9DUHVNrvnqJY2I';
const { john, bob, disabled } = contractPeople;

const usersText = `# Our people
users:
  john: # the boss
    displayname: ${john.displayName}
    password: "${johnDigest}"  # made with argon2
    email: ${john.emails[0]}
    groups: [admins, dev]
    custom_key: kept
  bob:
    displayname: ${bob.displayName}
    password: '$plaintext$${bob.password}'
    email: ${bob.emails[0]}
    groups:
      - dev
  ${disabled.username}:
    displayname: ${disabled.displayName}
    password: '$plaintext$${disabled.password}'
    disabled: yes
`;

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function createFolder(text?: string): Promise<UsersFolder> {
  const folder = await createUsersFolder(text);
  ends.push(() => folder.remove());
  return folder;
}

async function startBackend(folder: UsersFolder, change: Partial<FileBackendConfig> = {}) {
  const { log, lines, text: logText } = createRecordingLog();
  const backend = createFileUserBackend({
    config: folder.config(change),
    log,
    random: systemRandom,
    watchIntervalMs: 10,
  });
  ends.push(() => backend.close());
  await backend.check();
  return { backend, lines, logText };
}

userBackendContract('file', async () => {
  const folder = await createUsersFolder(usersText);
  const backend = createFileUserBackend({ config: folder.config(), log: silentLog, random: systemRandom });
  await backend.check();
  return { backend, dispose: () => folder.remove() };
});

describe('at start', () => {
  test('a missing file is made from a template, for the owner alone, and the start fails saying so', async () => {
    const folder = await createFolder();
    const failure = await startBackend(folder).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(UsersFileError);
    expect(String((failure as UsersFileError).detail)).toMatch(/users\.yml.*example .* has been written/);
    expect((await stat(folder.path)).mode & 0o777).toBe(0o600);
    const { backend } = await startBackend(folder);
    expect(await backend.find('authelia')).toBeUndefined();
    await writeFile(
      folder.path,
      (await readFile(folder.path, 'utf8')).replace('disabled: true', 'disabled: false'),
    );
    await backend.check();
    expect((await backend.checkPassword('authelia', 'authelia')).outcome).toBe('right');
  });

  test('a folder that is not there is told as a problem of the configured path', async () => {
    const folder = await createFolder();
    const path = join(folder.folder, 'missing', 'users.yml');
    const failure = await startBackend(folder, { path }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(UsersFileError);
    expect((failure as UsersFileError).problems[0]?.source).toMatchObject({ kind: 'file', file: path });
  });

  test('all that is wrong is told at once, and no digest with it', async () => {
    const text =
      "users:\n  a: {displayname: A, password: secret-in-the-clear}\n  b: {password: '$1$secretsalt$secretkey'}\n";
    const failure = await startBackend(await createFolder(text)).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(UsersFileError);
    const { problems, detail } = failure as UsersFileError;
    expect(problems.map(({ keyPath }) => keyPath)).toEqual([
      'users.a.password',
      'users.b',
      'users.b.password',
    ]);
    expect(detail).not.toMatch(/secret/);
  });

  test('before the first reading the backend is unavailable', async () => {
    const folder = await createFolder(usersText);
    const backend = createFileUserBackend({ config: folder.config(), log: silentLog, random: systemRandom });
    ends.push(() => backend.close());
    const failure = await backend.find('john').catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(AppError);
    expect((failure as AppError).code).toBe('user-backend-unavailable');
  });

  test('passwords in clear text are warned of, without the password', async () => {
    const { lines, logText } = await startBackend(await createFolder(usersText));
    expect(lines.find(({ key }) => key === 'users.bob.password')).toMatchObject({ level: 'warn', line: 11 });
    expect(logText()).not.toContain(bob.password);
  });
});

describe('what a check costs', () => {
  const sha = '$5$rounds=1000$saltsaltsalt1234$9gt5PPqSKRtDHUs5HBVCQwgUqOeyKMJXl7KSh5hmKD3';
  const entry = (name: string, digest: string) => `  ${name}: {displayname: X, password: '${digest}'}\n`;

  /** The settings that one check goes through, in the order of the alphabet. */
  async function costsIn(text: string) {
    const folder = await createFolder(text);
    const hasher = createPasswordHasher({ random: systemRandom });
    ends.push(() => hasher.close());
    const spent: string[] = [];
    const backend = createFileUserBackend({
      config: folder.config(),
      log: silentLog,
      random: systemRandom,
      hasher: {
        ...hasher,
        matches: (digest, password) => {
          spent.push(digest.setting);
          return hasher.matches(digest, password);
        },
      },
    });
    await backend.check();
    return async (login: string, password: string) => {
      spent.length = 0;
      await backend.checkPassword(login, password);
      return spent.toSorted();
    };
  }

  const argon2Setting = 'argon2id m=1024,t=2,p=2,k=32';

  test('is the same for wrong passwords, unknown and disabled users', async () => {
    const text = `users:\n${entry('john', johnDigest)}${entry('jim', johnDigest)}  off: {displayname: X, password: '${johnDigest}', disabled: true}\n`;
    const costOf = await costsIn(text);
    for (const login of ['john', 'jim', 'off', 'nobody', '']) {
      expect(await costOf(login, 'not it')).toEqual([argon2Setting]);
    }
    expect(await costOf('off', john.password)).toEqual([argon2Setting]);
  });

  test('is the same for failures where digests differ, and no more than needed for successes', async () => {
    const text = `users:\n${entry('john', johnDigest)}${entry('jim', sha)}${entry('joe', '$plaintext$x')}`;
    const costOf = await costsIn(text);
    for (const login of ['john', 'jim', 'joe', 'nobody']) {
      expect(await costOf(login, 'not it')).toEqual([argon2Setting, 'plaintext', 'sha256-crypt 1000']);
    }
    expect(await costOf('john', john.password)).toEqual([argon2Setting]);
  });

  test('stays bounded in a file of many settings', async () => {
    const digests = [1000, 2000, 3000, 4000, 6000].map((rounds) => sha.replace('1000', String(rounds)));
    const text = `users:\n${digests.map((digest, index) => entry(`u${index}`, digest)).join('')}${entry('most', digests[4] ?? '')}`;
    const costOf = await costsIn(text);
    expect(await costOf('nobody', 'not it')).toHaveLength(3);
    expect(await costOf('nobody', 'not it')).toContain('sha256-crypt 6000');
  });
});

describe('a new password', () => {
  test('changes the characters of its digest and nothing else in the file', async () => {
    const folder = await createFolder(usersText);
    const { backend } = await startBackend(folder);
    await backend.setPassword('john', 'a new one');
    const [before, after] = usersText.split(/"\$argon2[^"]*"/);
    const written = await readFile(folder.path, 'utf8');
    expect(written.split(/'\$argon2[^']*'/)).toEqual([before, after]);
    expect((await backend.checkPassword('john', 'a new one')).outcome).toBe('right');
    const again = await startBackend(folder);
    expect((await again.backend.checkPassword('john', 'a new one')).outcome).toBe('right');
    expect((await again.backend.checkPassword('bob', bob.password)).outcome).toBe('right');
  });

  test('keeps the mode of the file and leaves nothing beside it', async () => {
    const folder = await createFolder(usersText);
    await chmod(folder.path, 0o640);
    const { backend } = await startBackend(folder);
    await backend.setPassword('bob', 'a new one');
    expect((await stat(folder.path)).mode & 0o777).toBe(0o640);
    expect(await readdir(folder.folder)).toEqual(['users.yml']);
  });

  test('is written through a link, which stays one', async () => {
    const folder = await createFolder();
    await mkdir(join(folder.folder, 'data'));
    await writeFile(join(folder.folder, 'data', 'real.yml'), usersText);
    await symlink('data/real.yml', folder.path);
    const { backend } = await startBackend(folder);
    await backend.setPassword('bob', 'a new one');
    expect(await readFile(join(folder.folder, 'data', 'real.yml'), 'utf8')).toContain(
      "bob:\n    displayname: Bob Dylan\n    password: '$argon2id$",
    );
    expect(
      (await readdir(folder.folder, { withFileTypes: true }))
        .find(({ name }) => name === 'users.yml')
        ?.isSymbolicLink(),
    ).toBe(true);
  });

  test('meant for several users at once reaches each of them', async () => {
    const folder = await createFolder(usersText);
    const { backend } = await startBackend(folder);
    await Promise.all([
      backend.setPassword('john', 'one'),
      backend.setPassword('bob', 'two'),
      backend.setPassword('john', 'three'),
    ]);
    const again = await startBackend(folder);
    expect((await again.backend.checkPassword('john', 'three')).outcome).toBe('right');
    expect((await again.backend.checkPassword('bob', 'two')).outcome).toBe('right');
  });

  test('keeps what someone else wrote into the file in the meantime', async () => {
    const folder = await createFolder(usersText);
    const { backend } = await startBackend(folder);
    await writeFile(folder.path, `${usersText}  eve: {displayname: Eve, password: $plaintext$eve}\n`);
    await backend.setPassword('john', 'a new one');
    expect((await backend.checkPassword('eve', 'eve')).outcome).toBe('right');
    expect(await readFile(folder.path, 'utf8')).toContain('eve: {displayname: Eve');
  });

  test('is not written into a file that has errors by now', async () => {
    const folder = await createFolder(usersText);
    const { backend } = await startBackend(folder);
    await writeFile(folder.path, 'users: {john: {}}');
    const failure = await backend.setPassword('john', 'a new one').catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(AppError);
    expect(await readFile(folder.path, 'utf8')).toBe('users: {john: {}}');
    expect((await backend.checkPassword('john', john.password)).outcome).toBe('right');
  });

  test('is refused for a disabled user, and for a name that is not spelled as in the file', async () => {
    const folder = await createFolder(usersText);
    const { backend } = await startBackend(folder, { search: { email: true, case_insensitive: false } });
    await expect(backend.setPassword(disabled.username, 'a new one')).rejects.toThrow(TypeError);
    await expect(backend.setPassword('john.doe@example.com', 'a new one')).rejects.toThrow(TypeError);
  });

  test('is not in the log, nor is its digest', async () => {
    const { backend, logText } = await startBackend(await createFolder(usersText));
    await backend.setPassword('john', 'a new secret');
    expect(logText()).not.toMatch(/a new secret|\$argon2/);
  });
});

describe('a watched file', () => {
  const changed = usersText.replace('displayname: John Doe', 'displayname: Johnny');
  const nameOfJohn = async (backend: { find(login: string): Promise<{ displayName: string } | undefined> }) =>
    (await backend.find('john'))?.displayName;

  test.each<[string, (folder: UsersFolder) => Promise<void>]>([
    ['written in place', ({ path }) => writeFile(path, changed)],
    [
      'replaced by a rename, as editors do',
      async ({ path }) => {
        await writeFile(`${path}.new`, changed);
        await rename(`${path}.new`, path);
      },
    ],
    [
      'removed and made anew',
      async ({ path }) => {
        await unlink(path);
        await writeFile(path, changed);
      },
    ],
  ])('is read again when it is %s', async (_, change) => {
    const folder = await createFolder(usersText);
    const { backend } = await startBackend(folder, { watch: true });
    expect(await nameOfJohn(backend)).toBe('John Doe');
    await change(folder);
    await vi.waitFor(async () => expect(await nameOfJohn(backend)).toBe('Johnny'));
  });

  test('is read again when Kubernetes swaps the link of its folder', async () => {
    const folder = await createFolder();
    for (const [name, text] of [
      ['..1', usersText],
      ['..2', changed],
    ] as const) {
      await mkdir(join(folder.folder, name));
      await writeFile(join(folder.folder, name, 'users.yml'), text);
    }
    await symlink('..1', join(folder.folder, '..data'));
    await symlink('..data/users.yml', folder.path);
    const { backend } = await startBackend(folder, { watch: true });
    await symlink('..2', join(folder.folder, '..data_tmp'));
    await rename(join(folder.folder, '..data_tmp'), join(folder.folder, '..data'));
    await vi.waitFor(async () => expect(await nameOfJohn(backend)).toBe('Johnny'));
  });

  test('that has errors, or is gone, leaves the users as they were and says so', async () => {
    const folder = await createFolder(usersText);
    const { backend, lines, logText } = await startBackend(folder, { watch: true });
    await writeFile(folder.path, usersText.replace(/displayname: John Doe/, 'displayname: ""'));
    await vi.waitFor(() => expect(logText()).toContain('the users stay as they were'));
    expect(lines.find(({ key }) => key === 'users.john')).toMatchObject({
      level: 'error',
      line: 3,
      column: 3,
    });
    expect((await backend.checkPassword('john', john.password)).outcome).toBe('right');
    await unlink(folder.path);
    await vi.waitFor(() => expect(logText()).toContain('could not read the users file'));
    expect(await nameOfJohn(backend)).toBe('John Doe');
    await writeFile(folder.path, changed);
    await vi.waitFor(async () => expect(await nameOfJohn(backend)).toBe('Johnny'));
  });

  test('is not read again because of an own write', async () => {
    const folder = await createFolder(usersText);
    const { backend, logText } = await startBackend(folder, { watch: true });
    await backend.setPassword('john', 'a new one');
    await writeFile(folder.path, (await readFile(folder.path, 'utf8')).replace('John Doe', 'Johnny'));
    await vi.waitFor(async () => expect(await nameOfJohn(backend)).toBe('Johnny'));
    expect(logText().match(/read the changed users file/g)).toHaveLength(1);
  });

  test('is left alone after the end, and where it is not to be watched', async () => {
    const folder = await createFolder(usersText);
    const ended = await startBackend(folder, { watch: true });
    const unwatched = await startBackend(folder);
    const witness = await startBackend(folder, { watch: true });
    await ended.backend.close();
    await writeFile(folder.path, changed);
    await vi.waitFor(async () => expect(await nameOfJohn(witness.backend)).toBe('Johnny'));
    await writeFile(folder.path, usersText);
    await vi.waitFor(async () => expect(await nameOfJohn(witness.backend)).toBe('John Doe'));
    expect(ended.logText()).not.toContain('changed users file');
    expect(unwatched.logText()).not.toContain('changed users file');
  });
});

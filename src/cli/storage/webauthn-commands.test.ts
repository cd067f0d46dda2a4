import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { signMetadataBlob } from '../../../tests/support/metadata-blob.ts';
import { createTestAuthority } from '../../../tests/support/test-authority.ts';
import { createTestingIo } from '../../../tests/support/testing-io.ts';
import { silentLog } from '../../lib/log.ts';
import { systemRandom } from '../../lib/random.ts';
import { openStorage, type Storage } from '../../storage/open-storage.ts';
import type { NewWebAuthnCredential } from '../../storage/webauthn-credential.ts';
import { createWebAuthnCredentialStore } from '../../storage/webauthn-credentials.ts';
import { createWebAuthnUserStore } from '../../storage/webauthn-users.ts';
import type { Command } from '../commands.ts';
import { run } from '../run.ts';
import { createMds3Commands } from './mds3/create-mds3-commands.ts';

const encryptionKey = 'a key of more than twenty';
const john = { rpid: 'auth.example.com', username: 'john' };
let folder: string;
let path: string;
let storage: Storage;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'gatehouse-webauthn-'));
  path = join(folder, 'db.sqlite3');
  storage = await open(path);
});
afterEach(async () => {
  await storage.database.close();
  rmSync(folder, { recursive: true });
});

const open = (file: string) =>
  openStorage(
    { local: { path: file }, encryption_key: encryptionKey },
    { random: systemRandom, log: silentLog },
  );

const storageFlags = () => ['--sqlite.path', path, '--encryption-key', encryptionKey];

async function execute(words: string, ...args: string[]) {
  const { io, written } = createTestingIo();
  const all = ['storage', ...words.split(' '), ...args, ...storageFlags()];
  const code = await run(all, { ...io, workingDirectory: folder });
  return { code, ...written };
}

async function keep(changes: Partial<NewWebAuthnCredential> = {}) {
  await createWebAuthnCredentialStore(storage).add({
    ...john,
    createdAtMs: Date.UTC(2026, 0, 1),
    lastUsedAtMs: Date.UTC(2026, 0, 2),
    description: 'Blue key',
    kid: 'kid-1',
    aaguid: '01020304-0506-0708-090a-0b0c0d0e0f10',
    attestationType: 'none',
    attestationFormat: 'none',
    attachment: 'cross-platform',
    transports: ['usb', 'nfc'],
    signCount: 7,
    hasCloneWarning: false,
    isLegacy: false,
    isDiscoverable: true,
    isPresent: true,
    isVerified: true,
    isBackupEligible: false,
    isBackedUp: false,
    publicKey: Buffer.from([0xff, 0, 1]),
    attestation: Buffer.from('{}'),
    ...changes,
  });
}

test('keys are listed, of everybody or of one', async () => {
  expect((await execute('user webauthn list')).out).toBe('No results.\n');
  await keep();
  await keep({ username: 'harry', kid: 'kid-2', hasCloneWarning: true });
  expect((await execute('user webauthn list')).out).toMatch(
    /john .*passkey good .*Blue key\n.*harry .*cloned/,
  );
  expect((await execute('user webauthn list', 'harry')).out).not.toContain('john');
});

test('nothing is removed that was not clearly named', async () => {
  await keep();
  for (const args of [[], ['john'], ['--all'], ['john', '--all', '--kid', 'x'], ['john', 'harry', '--all']]) {
    expect((await execute('user webauthn delete', ...args)).code, args.join(' ')).toBe(2);
  }
  expect((await execute('user webauthn delete', 'harry', '--all')).code).toBe(1);
  expect((await execute('user webauthn delete', 'harry', '--kid', 'kid-1')).code).toBe(1);
  expect((await execute('user webauthn list')).out).toContain('Blue key');
});

test('keys are removed by their name, by their id, or all of a user', async () => {
  for (const [index, args] of [
    ['john', '--description', 'Blue key'],
    ['--kid', 'kid-1'],
    ['john', '--all'],
  ].entries()) {
    await keep();
    await keep({ username: 'harry', kid: `kid-h${index}`, description: `${index}` });
    expect((await execute('user webauthn delete', ...args)).out).toBe('One security key was removed.\n');
  }
  expect((await execute('user webauthn list')).out).not.toContain('john');
});

test('what is exported is imported elsewhere as it was, with the handles; what is there stays', async () => {
  await keep();
  const handle = await createWebAuthnUserStore(storage.database, systemRandom).handleOf(john);
  const exported = await execute('user webauthn export', '--file', 'keys.yml');
  expect(exported.out).toContain('1 security keys were written');
  expect(statSync(join(folder, 'keys.yml')).mode & 0o777).toBe(0o600);
  expect((await execute('user webauthn export', '--file', 'keys.yml')).code).toBe(1);
  const before = await createWebAuthnCredentialStore(storage).listAll();
  expect((await execute('user webauthn import', 'keys.yml')).out).toContain('0 of 1');
  await storage.database.close();
  path = join(folder, 'other.sqlite3');
  storage = await open(path);
  expect((await execute('user webauthn import', 'keys.yml')).out).toContain('1 of 1');
  expect(await createWebAuthnCredentialStore(storage).listAll()).toEqual(before);
  expect(await createWebAuthnUserStore(storage.database, systemRandom).handleOf(john)).toBe(handle);
});

test('a file with an entry that cannot be is not read at all', async () => {
  await keep();
  await execute('user webauthn export', '--file', 'keys.yml');
  const text = readFileSync(join(folder, 'keys.yml'), 'utf8');
  for (const bad of ['', '[', text.replace('sign_count: 7', 'sign_count: -1'), text.replace('john', '""')]) {
    writeFileSync(join(folder, 'bad.yml'), bad);
    expect((await execute('user webauthn import', 'bad.yml')).code).toBe(1);
  }
  expect((await execute('user webauthn import', 'missing.yml')).code).toBe(1);
});

test('verify tells of clones, and what metadata there is not', async () => {
  await keep();
  expect(await execute('user webauthn verify')).toMatchObject({
    code: 0,
    out: expect.stringMatching(/good +good +unknown/),
  });
  await keep({ kid: 'kid-2', description: 'Copied', hasCloneWarning: true });
  expect(await execute('user webauthn verify')).toMatchObject({
    code: 1,
    out: expect.stringContaining('cloned'),
  });
});

test('metadata is read from a file, told of, written to a file, and forgotten', async () => {
  const authority = await createTestAuthority();
  const signer = await authority.issue('CN=mds.fidoalliance.org');
  const commands = createMds3Commands([authority.certificate]);
  const executeOwn = async (command: Command, ...args: string[]) => {
    const { io, written } = createTestingIo();
    await command([...args, ...storageFlags()], { ...io, workingDirectory: folder });
    return written.out;
  };
  expect(await executeOwn(commands.status)).toBe('Nothing is cached.\n');
  await expect(executeOwn(commands.dump)).rejects.toThrow('Nothing is cached');
  const blob = signMetadataBlob(signer, { no: 8, nextUpdate: '2089-01-01' });
  writeFileSync(join(folder, 'new.jwt'), blob);
  writeFileSync(join(folder, 'old.jwt'), signMetadataBlob(signer, { no: 7 }));
  expect(await executeOwn(commands.update, '--path', 'new.jwt')).toContain('number 8');
  expect(await executeOwn(commands.update)).toContain('up to date');
  await expect(executeOwn(commands.update, '--path', 'old.jwt')).rejects.toThrow('older');
  expect(await executeOwn(commands.status)).toMatch(/Number: +8\nModels: +0\n.*\nNext update: 2089-01-01\n/);
  await executeOwn(commands.dump, '--path', 'dump.jwt');
  expect(readFileSync(join(folder, 'dump.jwt'), 'utf8')).toBe(blob);
  expect(await executeOwn(commands.delete)).toContain('forgotten');
  expect(await executeOwn(commands.delete)).toContain('Nothing');
});

test('metadata that the FIDO alliance did not sign is not cached', async () => {
  const signer = await (await createTestAuthority()).issue('CN=mds.fidoalliance.org');
  writeFileSync(join(folder, 'forged.jwt'), signMetadataBlob(signer, {}));
  const answer = await execute('cache mds3 update', '--path', 'forged.jwt');
  expect([answer.code, answer.err]).toEqual([1, expect.stringContaining('no trusted authority')]);
});

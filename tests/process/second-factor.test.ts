import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { z } from 'zod';
import { findFreePort } from '../support/free-port.ts';
import { createFrozenClock, type FrozenClock } from '../support/frozen-clock.ts';
import { type GatehouseProcess, startGatehouseProcess } from '../support/gatehouse-process.ts';
import { type MailServer, startMailServer } from '../support/mail-server.ts';
import { people, usersFile } from '../support/people.ts';
import { createPortalPerson, type PortalPerson } from '../support/portal-person.ts';
import { projectRoot } from '../support/project-root.ts';
import { createTemporaryFolder, type TemporaryFolder } from '../support/temporary-folder.ts';
import { createTestCertificate } from '../support/test-certificate.ts';
import { webAuthnPaths } from '../support/webauthn-browser.ts';

// Second factors of a whole process with Authelia's configuration and a real mail server: killed, started anew, given another key.

const { john } = people;
const [totp, recovery] = ['/api/secondfactor/totp', '/api/secondfactor/recovery-code'] as const;
const app = 'app.example.com';

let folder: TemporaryFolder;
let mailServer: MailServer;
let port: number;
let serving: GatehouseProcess | undefined;
/** Of the app: it stands still, so that a one-time password is the same whenever it is asked for. Gatehouse has the real one. */
let clock: FrozenClock;

beforeEach(async () => {
  folder = await createTemporaryFolder('second-factor');
  const certificates = join(folder.path, 'certificates');
  const { certificateFile, keyFile, authority } = await createTestCertificate(folder.path, ['localhost']);
  await mkdir(certificates);
  await writeFile(join(certificates, 'authority.pem'), authority);
  mailServer = await startMailServer({ cert: await readFile(certificateFile), key: await readFile(keyFile) });
  port = await findFreePort();
  clock = createFrozenClock(Date.now());
  await cp(join(projectRoot, 'tests/process/authelia-4.39'), folder.path, { recursive: true });
  await writeFile(join(folder.path, 'users.yml'), usersFile());
  await changeConfiguration((written) => {
    written.server.address = `tcp://127.0.0.1:${port}/`;
    written.notifier.smtp.address = `smtp://localhost:${mailServer.port}`;
  });
});
afterEach(async () => {
  await end('SIGKILL');
  await mailServer.close();
  await folder.remove();
});

const changed = z.looseObject({
  server: z.looseObject({ address: z.string() }),
  storage: z.looseObject({ encryption_key: z.string() }),
  notifier: z.looseObject({ smtp: z.looseObject({ address: z.string() }) }),
});

async function changeConfiguration(change: (written: z.output<typeof changed>) => void): Promise<void> {
  const file = join(folder.path, 'configuration.yml');
  const written = changed.parse(parse(await readFile(file, 'utf8')));
  change(written);
  await writeFile(file, stringify(written));
}

async function start(): Promise<void> {
  const started = startGatehouseProcess(['--config', 'configuration.yml'], folder.path);
  serving = started;
  await started.until(() => started.stdout().includes('Gatehouse is ready'));
}

async function end(signal: NodeJS.Signals): Promise<void> {
  serving?.signal(signal);
  await serving?.ended;
  serving = undefined;
}

async function run(...args: string[]) {
  const command = startGatehouseProcess([...args, '--config', 'configuration.yml'], folder.path);
  return { code: await command.ended, stdout: command.stdout(), stderr: command.stderr() };
}

/** The code of the last mail that has one, as its reader sees it. */
async function mailedCode(): Promise<string> {
  const codes = mailServer.taken.map(({ parsed }) => /^\s*([A-Z0-9]{8})\s*$/m.exec(parsed.text ?? '')?.[1]);
  return codes.findLast((code) => code !== undefined) ?? '';
}

async function signIn(): Promise<PortalPerson> {
  const person = createPortalPerson({ port, clock, mailedCode });
  expect(await person.signIn(john.username, john.password)).toBe(200);
  expect(await person.isLetThrough(app)).toBe(false);
  return person;
}

/** Signs in anew and proves something further; gives whether that opened what wants two factors. */
async function opens(
  path: string,
  body: object | ((person: PortalPerson) => Promise<object>),
): Promise<boolean> {
  const person = await signIn();
  const { status } = await person.send('POST', path, typeof body === 'function' ? await body(person) : body);
  expect(await person.isLetThrough(app)).toBe(status === 200);
  return status === 200;
}

async function enrol() {
  const person = await signIn();
  await person.elevate();
  const ofApp = await person.enrolApp();
  const key = await person.enrolKey('Laptop');
  expect((await person.send('POST', totp, { token: ofApp.code(1) })).status).toBe(200);
  expect(await person.isLetThrough(app)).toBe(true);
  return { person, ofApp, key };
}

test('what was enrolled survives kill -9, and so does what was used up; the audit table tells the story', async () => {
  await start();
  const { person, ofApp, key } = await enrol();
  await end('SIGKILL');
  await start();
  // Whoever was answered is still signed in.
  expect(await person.isLetThrough(app)).toBe(true);
  const used = ofApp.code(1);
  expect(await opens(totp, { token: used })).toBe(false);
  expect(await opens(totp, { token: ofApp.code(2) })).toBe(true);
  expect(await opens(webAuthnPaths.signIn, (one) => one.answerWith(key, webAuthnPaths.signIn))).toBe(true);
  const [code] = ofApp.recoveryCodes;
  expect(await opens(recovery, { code })).toBe(true);
  await end('SIGKILL');
  await start();
  expect(await opens(recovery, { code })).toBe(false);
  const stranger = createPortalPerson({ port, clock, mailedCode });
  const passkey = await stranger.answerWith(key, webAuthnPaths.passkey);
  expect((await stranger.send('POST', webAuthnPaths.passkey, passkey)).status).toBe(200);
  expect(await stranger.isLetThrough(app)).toBe(true);

  const listed = await run('audit', 'list', '--user', john.username, '--json');
  expect([listed.code, listed.stderr]).toEqual([0, '']);
  for (const kind of storyKinds) expect(listed.stdout).toContain(`"${kind}"`);
  for (const secret of ofApp.recoveryCodes) expect(listed.stdout).not.toContain(secret);
  expect(mailServer.taken.every(({ isEncrypted }) => isEncrypted)).toBe(true);
  const subjects = mailServer.taken.map(({ parsed }) => parsed.subject);
  expect(subjects.every((subject) => subject?.startsWith('[Authelia] '))).toBe(true);
  expect(new Set(mailServer.taken.flatMap(({ to }) => to))).toEqual(new Set([john.email]));
}, 300_000);

test('another encryption key: all that was sealed opens with it, and the old key starts nothing', async () => {
  await start();
  const { ofApp, key } = await enrol();
  await end('SIGTERM');
  const newKey = 'another encryption key, long enough';
  const change = await run('storage', 'encryption', 'change-key', '--new-encryption-key', newKey);
  expect([change.code, change.stderr]).toEqual([0, '']);

  const withOldKey = await run();
  expect([withOldKey.code, withOldKey.stderr + withOldKey.stdout]).toEqual([
    1,
    expect.stringContaining('another encryption key'),
  ]);
  expect((await run('storage', 'encryption', 'check')).stdout).not.toContain('SUCCESS');

  await changeConfiguration(({ storage }) => {
    storage.encryption_key = newKey;
  });
  expect((await run('storage', 'encryption', 'check')).code).toBe(0);
  await start();
  expect(await opens(totp, { token: ofApp.code(1) })).toBe(false);
  expect(await opens(totp, { token: ofApp.code(2) })).toBe(true);
  expect(await opens(webAuthnPaths.signIn, (one) => one.answerWith(key, webAuthnPaths.signIn))).toBe(true);
  expect(await opens(recovery, { code: ofApp.recoveryCodes[1] })).toBe(true);
}, 300_000);

/** What must be told of the story, by the names of `src/audit/security-events.ts`. */
const storyKinds = [
  'sign-in',
  'elevation-asked',
  'elevated',
  'totp-added',
  'webauthn-added',
  'recovery-codes-made',
  'second-factor',
  'recovery-code-used',
];

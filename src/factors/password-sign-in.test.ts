import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createRegulationWorld, type RegulationWorld } from '../../tests/support/regulation-world.ts';
import { AppError } from '../lib/app-error.ts';
import { createLog } from '../lib/log.ts';
import type { Regulator } from '../regulation/regulator.ts';
import type { UserBackend, UserDetails } from '../users/backend.ts';
import { createPasswordSignIn, type SignInAttempt } from './password-sign-in.ts';

const john: UserDetails = {
  username: 'john',
  displayName: 'John',
  emails: ['john@example.com'],
  groups: ['dev'],
};
const address = '192.0.2.1';

/** A small directory of its own, which counts what is asked of it: `john` (or by mail) with the password `secret-password`. */
function createDirectory() {
  const checked: string[] = [];
  const isJohn = (login: string) => login === 'john' || login === 'john@example.com';
  const backend: UserBackend = {
    find: async (login) => (isJohn(login) ? john : undefined),
    async checkPassword(login, password) {
      checked.push(login);
      const isRight = isJohn(login) && password === 'secret-password';
      return isRight ? { outcome: 'right', user: john } : { outcome: 'wrong' };
    },
    setPassword: async () => {},
    check: async () => {},
    close: async () => {},
  };
  return { backend, checked };
}

let world: RegulationWorld;
beforeEach(async () => {
  world = await createRegulationWorld();
});
afterEach(() => world.close());

function createDoor(options: { backend?: UserBackend; regulator?: Regulator } = {}) {
  const { backend, checked } = createDirectory();
  const lines: string[] = [];
  const log = createLog('trace', { write: (line) => void lines.push(line) });
  const door = createPasswordSignIn({ backend, log, regulator: world.regulator, ...options });
  const check = (username: string, password: string) => door.check({ username, password, address });
  return { check, checked, door, log: () => lines.join('') };
}

const banned = (subject: string) => ({
  subject,
  startedAtMs: 0,
  expiresAtMs: undefined,
  source: 'cli',
  reason: undefined,
});

test('the right password opens, under the canonical name whatever was typed', async () => {
  const { check, log } = createDoor();
  expect(await check('john@example.com', 'secret-password')).toEqual({ outcome: 'right', user: john });
  expect(await world.recorded()).toMatchObject([
    { username: 'john', remote_ip: address, successful: 1, auth_type: '1FA' },
  ]);
  expect(JSON.parse(log())).toMatchObject({
    level: 'info',
    msg: "Successful 1FA authentication attempt made by user 'john'",
    username: 'john',
    remote_ip: address,
  });
});

test('wrong, unknown and banned are one and the same answer', async () => {
  const wrong = { outcome: 'wrong' };
  const { check } = createDoor();
  expect(await check('john', 'not it')).toStrictEqual(wrong);
  expect(await check('nobody', 'secret-password')).toStrictEqual(wrong);
  await world.bans.add('user', banned('john'));
  expect(await check('john', 'secret-password')).toStrictEqual(wrong);
  expect(await check('john', 'not it')).toStrictEqual(wrong);
});

test('a right password that has expired opens nothing, counts, and is told; to someone banned it is not', async () => {
  const { backend } = createDirectory();
  const expired: UserBackend = {
    ...backend,
    checkPassword: async () => ({ outcome: 'wrong', hindrance: 'password-expired' }),
  };
  const { check } = createDoor({ backend: expired });
  expect(await check('john', 'secret-password')).toStrictEqual({
    outcome: 'wrong',
    hindrance: 'password-expired',
  });
  expect(await world.recorded()).toMatchObject([{ username: 'john', successful: 0 }]);
  await world.bans.add('user', banned('john'));
  expect(await check('john', 'secret-password')).toStrictEqual({ outcome: 'wrong' });
});

test('every spelling of a name counts for the one user, and unknown names for none (CVE-2025-24806)', async () => {
  const { check } = createDoor();
  for (const name of ['john', 'john@example.com', 'nobody', 'john']) await check(name, 'not it');
  expect((await world.recorded()).map(({ username }) => username)).toEqual(['john', 'john', '', 'john']);
  expect(await check('john@example.com', 'secret-password')).toEqual({ outcome: 'wrong' });
  expect(await world.bans.list('user', world.clock.now())).toMatchObject([{ subject: 'john' }]);
});

test('for someone banned the password is not tried, yet the work of a check is done', async () => {
  await world.bans.add('user', banned('john'));
  const { check, checked } = createDoor();
  await check('john', 'secret-password');
  expect(checked).toEqual(['']);
  expect(await world.recorded()).toMatchObject([{ username: 'john', banned: 1, successful: 0 }]);
});

test('a ban of the address holds for unknown names too', async () => {
  await world.bans.add('ip', banned(address));
  await createDoor().check('nobody', 'x');
  expect(await world.recorded()).toMatchObject([{ username: '', remote_ip: address, banned: 1 }]);
});

test('where the person was going is recorded', async () => {
  const target = { url: 'https://app.example.com/x?y', method: 'POST' };
  await createDoor().door.check({ username: 'john', password: 'x', address, target });
  expect(await world.recorded()).toMatchObject([
    { request_uri: 'https://app.example.com/x?y', request_method: 'POST' },
  ]);
});

test('fifty guesses at once: three reach the directory', async () => {
  const { check, checked } = createDoor();
  await Promise.all([...Array(50)].map((_, index) => check(index % 2 ? 'john' : 'john@example.com', 'no')));
  expect(checked.filter((login) => login !== '')).toHaveLength(3);
  expect(checked).toHaveLength(50);
});

test.each<[string, Omit<SignInAttempt, 'address'>]>([
  ['an empty name', { username: '', password: 'secret-password' }],
  ['an empty password', { username: 'john', password: '' }],
  ['a name without end', { username: 'j'.repeat(257), password: 'secret-password' }],
  ['a password without end', { username: 'john', password: 'p'.repeat(1_000_000) }],
  ['a password of many bytes', { username: 'john', password: '€'.repeat(400) }],
  ['a name with a zero', { username: 'john\0', password: 'secret-password' }],
  ['a name with a line end', { username: 'john\nroot', password: 'secret-password' }],
  ['a name that turns the text', { username: '\u202enhoj', password: 'secret-password' }],
])('%s is wrong and never reaches the backend', async (_, { username, password }) => {
  const { check, checked } = createDoor();
  expect(await check(username, password)).toEqual({ outcome: 'wrong' });
  expect(checked).toEqual([]);
  expect(await world.recorded()).toMatchObject([{ username: '', successful: 0 }]);
});

test('passwords may hold any character', async () => {
  const { check, checked } = createDoor();
  await check('john', '\ttab, \u0007bell, \u{1f512} and spaces ');
  expect(checked).toEqual(['john']);
});

test('no password ever gets into the log, nor a name that may be one', async () => {
  const typed = fc.string({
    minLength: 5,
    maxLength: 40,
    unit: fc.constantFrom(...'abcXYZ019!$€ \n'.split('')),
  });
  await fc.assert(
    fc.asyncProperty(typed, typed, async (username, password) => {
      const { check, log } = createDoor();
      await check(username, `P${password}`);
      const line: Record<string, unknown> = JSON.parse(log());
      expect(JSON.stringify(line)).not.toContain(JSON.stringify(`P${password}`).slice(1, -1));
      const hint = /by user '(.*)\.\.\.'$/.exec(String(line.msg))?.[1];
      expect(hint?.length).toBeLessThanOrEqual(Math.min(2, username.length / 4));
      expect(line).not.toHaveProperty('username');
    }),
    { numRuns: 200 },
  );
});

test('a short unknown name is not shown at all', async () => {
  const { check, log } = createDoor();
  await check('abc', 'x');
  expect(JSON.parse(log())).toMatchObject({
    level: 'error',
    msg: "Unsuccessful 1FA authentication attempt by user '...'",
    remote_ip: address,
  });
});

test('a refused attempt is an error line of the form that log watchers know, with the request that brought it', async () => {
  const { backend } = createDirectory();
  const lines: string[] = [];
  const log = createLog('trace', { write: (line) => void lines.push(line) });
  const outcomes: string[] = [];
  const onAttempt = (outcome: string) => void outcomes.push(outcome);
  const door = createPasswordSignIn({ backend, log, regulator: world.regulator, onAttempt });
  const origin = { requestId: 'abc-1', method: 'POST', path: '/api/firstfactor' };
  await door.check({ username: 'john@example.com', password: 'not it', address, origin });
  const { time, ...line }: Record<string, unknown> = JSON.parse(lines.join(''));
  expect(line).toEqual({
    level: 'error',
    msg: "Unsuccessful 1FA authentication attempt by user 'john'",
    method: 'POST',
    path: '/api/firstfactor',
    remote_ip: address,
    request_id: 'abc-1',
    username: 'john',
  });
  expect(time).toEqual(expect.any(String));
  expect(outcomes).toEqual(['wrong']);
});

test('a ban is told in the log alone', async () => {
  await world.bans.add('user', banned('john'));
  const { check, log } = createDoor();
  await check('john', 'secret-password');
  expect(JSON.parse(log())).toMatchObject({
    level: 'error',
    msg: "Unsuccessful 1FA authentication attempt by user 'john' and they are banned",
  });
});

test('a backend that is away is an error and not a wrong password', async () => {
  const away = new AppError('user-backend-unavailable', 'Users cannot be looked up at the moment.');
  const { backend } = createDirectory();
  const { check } = createDoor({ backend: { ...backend, checkPassword: () => Promise.reject(away) } });
  await expect(check('john', 'secret-password')).rejects.toBe(away);
  expect(await world.recorded()).toEqual([]);
});

test('a storage that is away keeps the door shut', async () => {
  await world.breakStorage();
  const { check, checked } = createDoor();
  await expect(check('john', 'secret-password')).rejects.toMatchObject({ code: 'storage-unavailable' });
  expect(checked).toEqual([]);
});

test('a name that means someone else by the time of the check is refused', async () => {
  const { backend } = createDirectory();
  const { check } = createDoor({ backend: { ...backend, find: async () => ({ ...john, username: 'jim' }) } });
  expect(await check('john', 'secret-password')).toEqual({ outcome: 'wrong' });
});

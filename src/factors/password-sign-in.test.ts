import fc from 'fast-check';
import { expect, test } from 'vitest';
import { AppError } from '../lib/app-error.ts';
import { createLog } from '../lib/log.ts';
import type { UserBackend, UserDetails } from '../users/backend.ts';
import type { AttemptGuard } from './attempt-guard.ts';
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

function createDoor(
  options: {
    banned?: (origin: { username?: string | undefined; address?: string | undefined }) => boolean;
    backend?: UserBackend;
  } = {},
) {
  const { backend, checked } = createDirectory();
  const recorded: unknown[] = [];
  const lines: string[] = [];
  const guard: AttemptGuard = {
    isBanned: async (origin) => options.banned?.(origin) ?? false,
    record: async (attempt) => void recorded.push(attempt),
  };
  const log = createLog('trace', { write: (line) => void lines.push(line) });
  const door = createPasswordSignIn({ backend: options.backend ?? backend, log, guard });
  const check = (username: string, password: string) => door.check({ username, password, address });
  return { check, checked, recorded, lines, log: () => lines.join('') };
}

test('the right password opens, under the canonical name whatever was typed', async () => {
  const { check, recorded, log } = createDoor();
  expect(await check('john@example.com', 'secret-password')).toEqual({ outcome: 'right', user: john });
  expect(recorded).toEqual([{ username: 'john', address, outcome: 'right' }]);
  expect(JSON.parse(log())).toMatchObject({
    level: 'info',
    msg: "Successful 1FA authentication attempt made by user 'john'",
    username: 'john',
    remote_ip: address,
  });
});

test('wrong, unknown and banned are one and the same answer', async () => {
  const wrong = { outcome: 'wrong' };
  const banning = createDoor({ banned: ({ username }) => username === 'john' });
  expect(await createDoor().check('john', 'not it')).toStrictEqual(wrong);
  expect(await createDoor().check('nobody', 'secret-password')).toStrictEqual(wrong);
  expect(await banning.check('john', 'secret-password')).toStrictEqual(wrong);
  expect(await banning.check('john', 'not it')).toStrictEqual(wrong);
});

test('every spelling of a name counts for the one user, and unknown names for none', async () => {
  const { check, recorded } = createDoor();
  for (const name of ['john', 'john@example.com', 'nobody']) await check(name, 'not it');
  expect(recorded).toEqual([
    { username: 'john', address, outcome: 'wrong' },
    { username: 'john', address, outcome: 'wrong' },
    { username: undefined, address, outcome: 'wrong' },
  ]);
});

test('for someone banned the password is not tried, yet the work of a check is done', async () => {
  const { check, checked, recorded } = createDoor({ banned: () => true });
  await check('john', 'secret-password');
  expect(checked).toEqual(['']);
  expect(recorded).toEqual([{ username: 'john', address, outcome: 'banned' }]);
});

test('a ban of the address holds for unknown names too', async () => {
  const { check, recorded } = createDoor({ banned: (origin) => origin.address === address });
  await check('nobody', 'x');
  expect(recorded).toEqual([{ username: undefined, address, outcome: 'banned' }]);
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
  const { check, checked, recorded } = createDoor();
  expect(await check(username, password)).toEqual({ outcome: 'wrong' });
  expect(checked).toEqual([]);
  expect(recorded).toMatchObject([{ username: undefined, outcome: 'wrong' }]);
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
  const door = createPasswordSignIn({ backend, log, onAttempt: (outcome) => void outcomes.push(outcome) });
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
  const { check, log } = createDoor({ banned: () => true });
  await check('john', 'secret-password');
  expect(JSON.parse(log())).toMatchObject({
    level: 'error',
    msg: "Unsuccessful 1FA authentication attempt by user 'john' and they are banned",
  });
});

test('a backend that is away is an error and not a wrong password', async () => {
  const away = new AppError('user-backend-unavailable', 'Users cannot be looked up at the moment.');
  const { backend } = createDirectory();
  const { check, recorded } = createDoor({
    backend: { ...backend, checkPassword: () => Promise.reject(away) },
  });
  await expect(check('john', 'secret-password')).rejects.toBe(away);
  expect(recorded).toEqual([]);
});

test('a guard that cannot know or note keeps the door shut', async () => {
  const { backend } = createDirectory();
  const log = createLog('error', { write: () => {} });
  const broken = () => Promise.reject(new AppError('internal', 'no storage'));
  const free: AttemptGuard = { isBanned: async () => false, record: async () => {} };
  for (const guard of [
    { ...free, isBanned: broken },
    { ...free, record: broken },
  ]) {
    const door = createPasswordSignIn({ backend, log, guard });
    await expect(door.check({ username: 'john', password: 'secret-password', address })).rejects.toThrow(
      'no storage',
    );
  }
});

test('a name that means someone else by the time of the check is refused', async () => {
  const { backend } = createDirectory();
  const { check } = createDoor({ backend: { ...backend, find: async () => ({ ...john, username: 'jim' }) } });
  expect(await check('john', 'secret-password')).toEqual({ outcome: 'wrong' });
});

test('without a guard nobody is banned', async () => {
  const { backend } = createDirectory();
  const log = createLog('error', { write: () => {} });
  const door = createPasswordSignIn({ backend, log });
  const { outcome } = await door.check({ username: 'john', password: 'secret-password', address: undefined });
  expect(outcome).toBe('right');
});

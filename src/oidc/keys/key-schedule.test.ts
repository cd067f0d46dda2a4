import { expect, test } from 'vitest';
import type { OidcSigningKey } from '../../storage/oidc-signing-keys.ts';
import { keptForMs, keyDue, keyStates } from './key-schedule.ts';

const hour = 3_600_000;
const day = 24 * hour;

function key(generation: number, signsFromMs: number, algorithm = 'RS256'): OidcSigningKey {
  const kid = `${algorithm}-${generation}`;
  return { kid, algorithm, generation, createdAtMs: signsFromMs - day, signsFromMs, privateKey: '' };
}

const first = key(1, 10 * day);
const second = key(2, 100 * day);
const third = key(3, 190 * day);

test.each([
  [10 * day - 1, ['next', 'next', 'next']],
  [10 * day, ['signs', 'next', 'next']],
  [100 * day - 1, ['signs', 'next', 'next']],
  [100 * day, ['retired', 'signs', 'next']],
  [100 * day + hour - 1, ['retired', 'signs', 'next']],
  [100 * day + hour, ['over', 'signs', 'next']],
  [190 * day, ['over', 'retired', 'signs']],
  [500 * day, ['over', 'over', 'signs']],
])('at %i the keys are %j: never none that signs, never two', (nowMs, expected) => {
  const states = keyStates([first, second, third], { algorithms: ['RS256'], keptForMs: hour }, nowMs);
  expect(states.map(({ state }) => state)).toEqual(expected);
});

test('algorithms are apart, and one that is not configured is published without an end', () => {
  const keys = [key(1, 0, 'ES256'), first, second];
  const states = keyStates(keys, { algorithms: ['RS256'], keptForMs: hour }, 150 * day);
  expect(states.map(({ state }) => state)).toEqual(['unused', 'over', 'signs']);
  expect(states.map(({ publishedUntilMs }) => publishedUntilMs)).toEqual([
    undefined,
    100 * day + hour,
    undefined,
  ]);
});

const rotation = { every: 90 * day, publish_before: 2 * day };
const question = { keys: [first], algorithm: 'RS256', rotation, isSignedByHand: false };

test('the first key signs at once, or once it is published long enough where another key signs', () => {
  expect(keyDue({ ...question, keys: [] }, 5 * day)).toEqual({ generation: 1, signsFromMs: 5 * day });
  expect(keyDue({ ...question, keys: [], isSignedByHand: true }, 5 * day)).toEqual({
    generation: 1,
    signsFromMs: 7 * day,
  });
  expect(keyDue({ ...question, algorithm: 'ES256' }, 5 * day)?.generation).toBe(1);
});

test.each([
  ['long before', 97 * day, undefined],
  ['just before', 98 * day - 1, undefined],
  ['in time', 98 * day, { generation: 2, signsFromMs: 100 * day }],
  ['a little late', 99 * day, { generation: 2, signsFromMs: 101 * day }],
  ['after years without a start', 1000 * day, { generation: 2, signsFromMs: 1002 * day }],
])('the next key, %s: always published long enough before it signs', (_, nowMs, expected) => {
  expect(keyDue(question, nowMs)).toEqual(expected);
});

test('while a key waits no other is made', () => {
  expect(keyDue({ ...question, keys: [first, second] }, 99 * day)).toBeUndefined();
});

test('a key is published as long as the longest of all that is signed is good, or a sign-in lasts, and some minutes', () => {
  const common = {
    access_token: hour,
    refresh_token: 900 * hour,
    id_token: hour,
    authorize_code: 60_000,
    device_code: 60_000,
    jwt_secured_authorization: 60_000,
  };
  const none = {
    access_token: undefined,
    refresh_token: undefined,
    id_token: undefined,
    authorize_code: undefined,
  };
  const grants = {
    authorize_code: undefined,
    implicit: undefined,
    client_credentials: { ...none, access_token: 30 * hour },
    refresh_token: undefined,
    device_code: undefined,
    jwt_bearer: undefined,
  };
  expect(keptForMs({ ...common, custom: {} }, [])).toBe(hour + 300_000);
  const long = { ...none, device_code: undefined, id_token: 20 * hour };
  expect(keptForMs({ ...common, custom: { long: { ...long, grants } } }, [])).toBe(30 * hour + 300_000);
  const signIns = [
    { expiration: 2 * hour, remember_me: null },
    { expiration: hour, remember_me: 50 * hour },
  ];
  expect(keptForMs({ ...common, custom: {} }, signIns)).toBe(50 * hour + 300_000);
});

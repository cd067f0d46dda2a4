import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createFrozenClock, type FrozenClock } from '../../tests/support/frozen-clock.ts';
import { silentLog } from '../lib/log.ts';
import { systemRandom } from '../lib/random.ts';
import { createOneTimeCodeStore } from '../storage/one-time-codes.ts';
import { openStorage, type Storage } from '../storage/open-storage.ts';
import { createSpendOnce } from '../storage/spend-once.ts';
import { createOneTimeCodes, type OneTimeCodes, type OneTimeCodesOptions } from './one-time-codes.ts';

const john = { username: 'john', address: '203.0.113.7' };
const minute = 60_000;
let clock: FrozenClock;
let storage: Storage;
let codes: OneTimeCodes;

beforeEach(async () => {
  clock = createFrozenClock();
  storage = await openStorage(
    { local: { path: ':memory:' }, encryption_key: 'a key of more than twenty' },
    { random: systemRandom, log: silentLog },
  );
  codes = codesWith({});
});
afterEach(() => storage.database.close());

const codesWith = (
  config: Partial<OneTimeCodesOptions['config']>,
  key: Uint8Array = Buffer.alloc(64, 1),
): OneTimeCodes =>
  createOneTimeCodes({
    config: { code_lifespan: 5 * minute, elevation_lifespan: 10 * minute, characters: 8, ...config },
    store: createOneTimeCodeStore(storage),
    spendOnce: createSpendOnce(storage.database),
    key,
    clock,
    random: systemRandom,
  });

test('a code has the configured length and no characters that look alike', async () => {
  for (const characters of [1, 8, 20]) {
    const { code, lifespanMs } = await codesWith({ characters }).issue(john);
    expect(code).toMatch(new RegExp(`^[ABCDEFGHJKLMNPQRTUVWYXZ2346789]{${characters}}$`));
    expect(lifespanMs).toBe(5 * minute);
  }
});

test('it opens sensitive settings to the address that asked for it, once, however it is typed', async () => {
  const { code } = await codes.issue(john);
  expect(await codes.redeem(john, ` ${code.toLowerCase()}\n`)).toEqual({
    endsAtMs: clock.now() + 10 * minute,
    address: john.address,
  });
  expect(await codes.redeem(john, code)).toBeUndefined();
});

test('wrong guesses and further codes do not end a code', async () => {
  const { code } = await codes.issue(john);
  await codes.issue(john);
  for (const guess of ['', 'AAAAAAAA', code.slice(1), `${code}A`, 'A'.repeat(1000)]) {
    expect(await codes.redeem(john, guess)).toBeUndefined();
  }
  expect(await codes.redeem(john, code)).toBeDefined();
});

describe('a code opens nothing', () => {
  test.each([
    ['from another address', { ...john, address: '203.0.113.8' }],
    ['for another user', { ...john, username: 'harry' }],
    ['for a name and an address that run together the same', { username: 'john2', address: '03.0.113.7' }],
  ])('%s', async (_, holder) => {
    const { code } = await codes.issue(john);
    expect(await codes.redeem(holder, code)).toBeUndefined();
    expect(await codes.redeem(john, code)).toBeDefined();
  });

  test('from the end of its life on', async () => {
    const [first, second] = [await codes.issue(john), await codes.issue(john)];
    clock.advance(5 * minute - 1);
    expect(await codes.redeem(john, first.code)).toBeDefined();
    clock.advance(1);
    expect(await codes.redeem(john, second.code)).toBeUndefined();
  });

  test('once it is revoked, which its user is told by name alone', async () => {
    const { id, code } = await codes.issue(john);
    expect(id).toMatch(/^[\w-]{22}$/);
    expect(await codes.revoke(id, undefined)).toBe('john');
    expect(await codes.redeem(john, code)).toBeUndefined();
    expect(await codes.revoke(id, undefined)).toBeUndefined();
  });

  test('under another key than it was made with', async () => {
    const { code } = await codes.issue(john);
    expect(await codesWith({}, Buffer.alloc(64, 2)).redeem(john, code)).toBeUndefined();
  });
});

test('a code that was used cannot be revoked, nor can what is none', async () => {
  const { id, code } = await codes.issue(john);
  await codes.redeem(john, code);
  for (const shown of [id, '', 'A'.repeat(22), 'A'.repeat(23), '../../x', code]) {
    expect(await codes.revoke(shown, undefined), shown).toBeUndefined();
  }
});

test('a short code that comes again is good again', async () => {
  const short = codesWith({ characters: 1 });
  for (let round = 0; round < 100; round++) {
    const { code } = await short.issue(john);
    expect(await short.redeem(john, code)).toBeDefined();
  }
});

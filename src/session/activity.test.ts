import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { FrozenClock } from '../../tests/support/frozen-clock.ts';
import { createFrozenClock } from '../../tests/support/frozen-clock.ts';
import { createRemoteStore } from '../../tests/support/remote-store.ts';
import { hour, minute, second, sessionOfJohn } from '../../tests/support/session-fixtures.ts';
import { AppError } from '../lib/app-error.ts';
import { silentLog } from '../lib/log.ts';
import type { Activity } from './activity.ts';
import { createActivity } from './activity.ts';
import { createMemorySessionStore } from './stores/memory.ts';

const idleLimitMs = 5 * minute;

let clock: FrozenClock;
let store: ReturnType<typeof createRemoteStore>;
let activity: Activity;
let start: number;

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  clock = createFrozenClock();
  start = clock.now();
  store = createRemoteStore(createMemorySessionStore({ clock }));
  activity = createActivity({ store, log: silentLog });
  await store.save('key', sessionOfJohn(start), start + hour);
});
afterEach(() => {
  vi.useRealTimers();
});

const storedAt = async () => (await store.load('key'))?.lastActivityAtMs;
const latest = (storedAtMs: number) => activity.latest('key', sessionOfJohn(storedAtMs)).lastActivityAtMs;
const seen = (atMs: number) => ({ atMs, address: undefined });
const note = (atMs: number, limit: number | null = idleLimitMs) =>
  activity.note({ key: 'key', storedAtMs: start, idleLimitMs: limit }, seen(atMs));

describe('activity on a store over the network', () => {
  test('departures.md §2: is noted in memory and written in batches, at the latest after a tenth of inactivity', async () => {
    for (let seconds = 1; seconds <= 29; seconds++) await note(start + seconds * second);
    expect(store.calls.touch).toBe(0);
    expect(latest(start)).toBe(start + 29 * second);
    await vi.advanceTimersByTimeAsync(30 * second);
    expect(store.calls.touch).toBe(1);
    expect(await storedAt()).toBe(start + 29 * second);
  });

  test.each([
    [minute, 6 * second],
    [5 * minute, 30 * second],
    [10 * hour, 30 * second],
    [null, 30 * second],
  ])('with inactivity %s it waits %s ms', async (limit, waitMs) => {
    await note(start + 1, limit);
    await vi.advanceTimersByTimeAsync(waitMs - 1);
    expect(store.calls.touch).toBe(0);
    await vi.advanceTimersByTimeAsync(1);
    expect(store.calls.touch).toBe(1);
  });

  test('a session in a hurry does not wait for one that is not', async () => {
    await note(start + 1, null);
    await vi.advanceTimersByTimeAsync(second);
    await note(start + 2, 50 * second);
    await vi.advanceTimersByTimeAsync(5 * second);
    expect(store.calls.touch).toBe(1);
  });

  test('is written before the answer once the store’s value is older than half of inactivity', async () => {
    await note(start + idleLimitMs / 2);
    expect(store.calls.touch).toBe(0);
    const atMs = start + idleLimitMs / 2 + 1;
    await note(atMs);
    expect(await storedAt()).toBe(atMs);
  });

  test('a burst that must be written is written once', async () => {
    await Promise.all(Array.from({ length: 200 }, () => note(start + 4 * minute)));
    expect(store.calls.touch).toBe(1);
    expect(await storedAt()).toBe(start + 4 * minute);
  });

  test('what must be written and cannot be is an error, not a promise broken', async () => {
    store.isAway = true;
    await expect(note(start + 4 * minute)).rejects.toBeInstanceOf(AppError);
  });

  test('survives an outage of the store', async () => {
    await note(start + second);
    store.isAway = true;
    await expect(activity.flush()).rejects.toBeInstanceOf(AppError);
    expect(latest(start)).toBe(start + second);
    await note(start + 2 * second);
    store.isAway = false;
    await activity.flush();
    expect(await storedAt()).toBe(start + 2 * second);
  });

  test('is written once the store is back, even when nobody comes any more', async () => {
    await note(start + second);
    store.isAway = true;
    await vi.advanceTimersByTimeAsync(40 * second);
    store.isAway = false;
    await vi.advanceTimersByTimeAsync(5 * second);
    expect(await storedAt()).toBe(start + second);
  });

  test('what comes while a batch is being written goes with the next', async () => {
    await note(start + second);
    const first = activity.flush();
    await note(start + 2 * second);
    expect(latest(start)).toBe(start + 2 * second);
    await Promise.all([first, activity.flush()]);
    expect(await storedAt()).toBe(start + 2 * second);
  });

  test('flushing nothing, even twice at once, ends', async () => {
    await Promise.all([activity.flush(), activity.flush()]);
    await activity.flush();
    expect(store.calls.touch).toBe(0);
  });

  test('an older request never takes it back', async () => {
    await note(start + 2 * second);
    await note(start + second);
    await activity.flush();
    expect(await storedAt()).toBe(start + 2 * second);
  });

  test('closing writes out the rest, or gives up without an error', async () => {
    await note(start + second);
    await activity.close();
    expect(await storedAt()).toBe(start + second);
    await note(start + 2 * second);
    store.isAway = true;
    await activity.close();
    expect(vi.getTimerCount()).toBe(0);
  });
});

test('in the memory store activity is kept at once', async () => {
  const memory = createMemorySessionStore({ clock });
  const direct = createActivity({ store: memory, log: silentLog });
  await memory.save('key', sessionOfJohn(start), start + hour);
  await direct.note({ key: 'key', storedAtMs: start, idleLimitMs }, seen(start + 1));
  expect((await memory.load('key'))?.lastActivityAtMs).toBe(start + 1);
  expect(vi.getTimerCount()).toBe(0);
});

import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { LdapConnection } from './connection.ts';
import { createConnectionPool, PoolBusyError } from './connection-pool.ts';
import { ConnectionError } from './ldap-failure.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** A connection that only knows whether it is open. */
class StandInConnection implements LdapConnection {
  isOpen = true;
  bind = async () => {};
  search = async () => [];
  modify = async () => {};
  extended = async () => {};
  close = async () => {
    this.isOpen = false;
  };
}

function createWorld({ count = 2, keeps = true, waitMs = 1000 } = {}) {
  const opened: StandInConnection[] = [];
  const pool = createConnectionPool({
    count,
    keeps,
    waitMs,
    open: async () => {
      const connection = new StandInConnection();
      opened.push(connection);
      return connection;
    },
  });
  return { pool, opened };
}

/** Work that lasts until it is told to end. */
function createLongWork() {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { work: () => promise, end: resolve };
}

describe('turns', () => {
  test('no more than the count at once, the others in the order of asking', async () => {
    const { pool, opened } = createWorld();
    const begun: number[] = [];
    const works = Array.from({ length: 6 }, createLongWork);
    const uses = works.map(({ work }, index) =>
      pool.use(() => {
        begun.push(index);
        return work();
      }),
    );
    await vi.advanceTimersByTimeAsync(0);
    expect(begun).toEqual([0, 1]);
    for (const { end } of works) {
      end();
      await vi.advanceTimersByTimeAsync(0);
    }
    await Promise.all(uses);
    expect(begun).toEqual([0, 1, 2, 3, 4, 5]);
    expect(opened).toHaveLength(2);
  });

  test('whoever waits too long is told so, and the next in line loses nothing', async () => {
    const { pool } = createWorld({ count: 1 });
    const long = createLongWork();
    const first = pool.use(long.work);
    const second = pool.use(async () => 'second');
    const refused = expect(second).rejects.toBeInstanceOf(PoolBusyError);
    await vi.advanceTimersByTimeAsync(600);
    const third = pool.use(async () => 'third');
    await vi.advanceTimersByTimeAsync(400);
    await refused;
    long.end();
    await first;
    expect(await third).toBe('third');
  });

  test('a turn is given back where opening fails', async () => {
    let isAway = true;
    const pool = createConnectionPool({
      count: 1,
      keeps: true,
      waitMs: 1000,
      open: async () => {
        if (isAway) throw new ConnectionError(new Error('refused'));
        return new StandInConnection();
      },
    });
    await expect(pool.use(async () => 'no')).rejects.toThrow('refused');
    isAway = false;
    expect(await pool.use(async () => 'yes')).toBe('yes');
  });
});

describe('connections', () => {
  test('are kept, one for all that come one after the other', async () => {
    const { pool, opened } = createWorld();
    for (let time = 0; time < 5; time++) await pool.use(async () => {});
    expect(opened).toHaveLength(1);
  });

  test('are closed after their work where none are kept', async () => {
    const { pool, opened } = createWorld({ keeps: false });
    await pool.use(async () => {});
    await pool.use(async () => {});
    expect(opened.map(({ isOpen }) => isOpen)).toEqual([false, false]);
  });

  test('that the server closed meanwhile are replaced', async () => {
    const { pool, opened } = createWorld();
    await pool.use(async () => {});
    await opened[0]?.close();
    await pool.use(async () => {});
    expect(opened.map(({ isOpen }) => isOpen)).toEqual([false, true]);
  });

  test('that break under work are replaced, and work that may be repeated is', async () => {
    const { pool, opened } = createWorld();
    await pool.use(async () => {});
    const breaking = async (connection: LdapConnection) => {
      if (connection !== opened[0]) return 'done';
      await connection.close();
      throw new ConnectionError(new Error('reset'));
    };
    expect(await pool.use(breaking, { isRepeatable: true })).toBe('done');
    expect(opened).toHaveLength(2);
  });

  test('work that may not be repeated, or that a new connection failed, is not', async () => {
    const { pool, opened } = createWorld();
    const breaking = vi.fn(async (connection: LdapConnection) => {
      await connection.close();
      throw new ConnectionError(new Error('reset'));
    });
    await expect(pool.use(breaking, { isRepeatable: true })).rejects.toThrow('reset');
    await pool.use(async () => {});
    await expect(pool.use(breaking)).rejects.toThrow('reset');
    expect(breaking).toHaveBeenCalledTimes(2);
    expect(opened).toHaveLength(2);
  });

  test('that nobody used for a minute are closed', async () => {
    const { pool, opened } = createWorld();
    await pool.use(async () => {});
    await vi.advanceTimersByTimeAsync(60_000);
    expect(opened[0]?.isOpen).toBe(false);
  });

  test('go when the pool is closed, those in use after their work', async () => {
    const { pool, opened } = createWorld();
    const long = createLongWork();
    const use = pool.use(long.work);
    await pool.use(async () => {});
    await pool.close();
    expect(opened.map(({ isOpen }) => isOpen)).toEqual([true, false]);
    long.end();
    await use;
    expect(opened.map(({ isOpen }) => isOpen)).toEqual([false, false]);
  });
});

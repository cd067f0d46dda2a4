import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { Clock } from '../../src/lib/clock.ts';
import type { SessionStore } from '../../src/session/store.ts';
import { withGrace } from '../../src/session/stores/with-grace.ts';
import { createCollectingLog } from './collecting-log.ts';
import { createFrozenClock } from './frozen-clock.ts';
import { cookieDomain, minute } from './session-fixtures.ts';
import { createSessionWorld } from './session-world.ts';

/** What the stories need of a store and its server, which keeps what it holds over a restart. */
export interface ServedStore {
  readonly open: (clock: Clock) => SessionStore;
  /** The server goes away, and comes back. */
  readonly goAway: () => Promise<void>;
  readonly comeBack: () => Promise<void>;
}

const domain = cookieDomain({ inactivity: 30 * minute, expiration: 120 * minute });
const counting = { countsAsActivity: true };
const graceMs = 10 * minute;
const unavailable = 'session-store-unavailable';
const patience = { timeout: 20_000 };

/** What grace must do when a real server goes away under load. `how` says in what way it goes. */
export function tellGraceStories(how: string, served: () => ServedStore): void {
  /** An instance, with 20 people who were just seen. */
  async function start(isGraceful: boolean) {
    const clock = createFrozenClock();
    const { log, lines } = createCollectingLog();
    const bare = served().open(clock);
    await bare.check();
    const store = isGraceful ? withGrace({ store: bare, graceMs, clock, log }) : bare;
    const world = createSessionWorld({ clock, store, secret: 'shared', refreshInterval: 5 * minute });
    await world.sessions.endAll('john');
    const cookies: string[] = [];
    for (let index = 0; index < 20; index++) cookies.push(await world.signInJohn(domain));
    const ask = async (cookie: string): Promise<string> => {
      try {
        return (await world.sessions.find(domain, [cookie], counting))?.session.username ?? 'nobody';
      } catch (error) {
        return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
      }
    };
    /** 200 requests at once. */
    const burst = async (all: readonly string[]) =>
      new Set(
        await Promise.all(Array.from({ length: 200 }, (_, index) => ask(all[index % all.length] ?? ''))),
      );
    return { clock, world, cookies, ask, burst, lines };
  }

  /** Bursts while the server goes away, and some more; gives all that came of them. */
  async function burstsAcross(burst: () => Promise<ReadonlySet<string>>, events: () => Promise<void>) {
    const outcomes = new Set<string>();
    let isOver = false;
    const bursting = async () => {
      while (!isOver) {
        for (const outcome of await burst()) outcomes.add(outcome);
        await delay(1);
      }
    };
    const running = bursting();
    await events();
    for (let more = 0; more < 5; more++) for (const outcome of await burst()) outcomes.add(outcome);
    isOver = true;
    await running;
    return outcomes;
  }

  test(`with grace, a server that is ${how} under 200 requests at once denies nobody, and what has ended stays ended`, async () => {
    const { clock, world, cookies, ask, burst, lines } = await start(true);
    const [before = '', during = '', ...others] = cookies;
    await world.sessions.signOut(domain, [before]);
    const endedBefore = new Set<string>();
    const outcomes = await burstsAcross(
      async () => {
        endedBefore.add(await ask(before));
        return burst(others);
      },
      () => served().goAway(),
    );
    expect([...outcomes]).toEqual(['john']);
    expect(endedBefore).not.toContain('john');
    await expect(world.sessions.signOut(domain, [during])).rejects.toMatchObject({ code: unavailable });
    clock.advance(6 * minute);
    // Their users' details are looked up anew, and their activity has to be written.
    expect([...(await burst(others))]).toEqual(['john']);
    expect([...(await burst([before, during]))]).not.toContain('john');
    clock.advance(graceMs - 6 * minute);
    expect([...(await burst(others))]).toEqual([unavailable]);
    expect([...(await burst([before, during]))]).not.toContain('john');
    const told = () => lines.map(({ level }) => level).filter((level) => level !== 'debug');
    await expect.poll(told, patience).toEqual(['warn', 'error']);

    await served().comeBack();
    await expect.poll(() => ask(others[0] ?? ''), patience).toBe('john');
    await expect.poll(() => ask(during), patience).toBe('nobody');
    expect([...(await burst(others))]).toEqual(['john']);
    await expect.poll(async () => (await world.store.findByUser('john')).length, patience).toBe(18);
    await expect.poll(told, patience).toEqual(['warn', 'error', 'info']);
    await world.sessions.endAll('john');
    await world.sessions.close();
  });

  test(`without grace, a server that is ${how} is an error for as long as it is away, and never "not signed in"`, async () => {
    const { world, cookies, ask, burst } = await start(false);
    const outcomes = await burstsAcross(
      () => burst(cookies),
      () => served().goAway(),
    );
    expect(outcomes).not.toContain('nobody');
    expect([...(await burst(cookies))]).toEqual([unavailable]);
    await served().comeBack();
    await expect.poll(() => ask(cookies[0] ?? ''), patience).toBe('john');
    await world.sessions.endAll('john');
    await world.sessions.close();
  });
}

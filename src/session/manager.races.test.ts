import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createFrozenClock } from '../../tests/support/frozen-clock.ts';
import { createRemoteStore } from '../../tests/support/remote-store.ts';
import { cookieDomain, cookieHeaderOf, minute, signInOfJohn } from '../../tests/support/session-fixtures.ts';
import { createSessionWorld } from '../../tests/support/session-world.ts';
import type { FoundSession } from './sessions.ts';
import { createMemorySessionStore } from './stores/memory.ts';

const domain = cookieDomain({ inactivity: 10 * minute });
const countsAsActivity = { countsAsActivity: true };

/** Two instances over one store whose journeys a test can hold up. */
async function createTwoInstances(journey?: () => Promise<unknown>, signedInAt = domain) {
  const clock = createFrozenClock();
  const memory = createMemorySessionStore({ clock });
  const secret = 'shared';
  const road = { isHeldUp: false };
  const store = createRemoteStore(memory, async () => (road.isHeldUp ? journey?.() : undefined));
  const options = { clock, store, secret, refreshInterval: 5 * minute } as const;
  const [one, two] = [createSessionWorld(options), createSessionWorld(options)];
  const cookie = await one.signInJohn(signedInAt);
  const found = await one.sessions.find(signedInAt, [cookie], { countsAsActivity: false });
  if (found === undefined) throw new Error('no session');
  return { clock, memory, one, two, cookie, found, road };
}

type Instances = Awaited<ReturnType<typeof createTwoInstances>>;

/** What may go on with one session at the same time. Each gives the cookies that it handed out. */
const doings = {
  find: async ({ one, cookie }: Instances) => {
    await one.sessions.find(domain, [cookie], countsAsActivity);
    return [];
  },
  findElsewhere: async ({ two, cookie }: Instances) => {
    await two.sessions.find(domain, [cookie], countsAsActivity);
    return [];
  },
  flush: async ({ one }: Instances) => {
    await one.sessions.flushActivity();
    return [];
  },
  raise: ({ one, found }: Instances) => raise(one, found),
  raiseElsewhere: ({ two, found }: Instances) => raise(two, found),
};

async function raise({ sessions }: Instances['one'], found: FoundSession) {
  const raised = await sessions.raise(domain, found, { methods: ['otp'] });
  return raised === undefined ? [] : [cookieHeaderOf(raised.setCookie)];
}

const doing = fc.constantFrom<keyof typeof doings>(
  'find',
  'findElsewhere',
  'flush',
  'raise',
  'raiseElsewhere',
);

describe('attacks.md: a revoked session never comes back, however the work of two instances crosses', () => {
  test.each(['endAll', 'disabled'] as const)('by %s', async (how) => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(doing, { minLength: 1, maxLength: 6 }),
        async (scheduler, names) => {
          const instances = await createTwoInstances(() => scheduler.schedule(Promise.resolve()));
          const { clock, memory, one, two, cookie, road } = instances;
          // Late enough that users are looked up and that activity is written through.
          clock.advance(6 * minute);
          road.isHeldUp = true;
          if (how === 'disabled') {
            one.users.delete('john');
            two.users.delete('john');
          }
          const revoke = async () => {
            await (how === 'endAll'
              ? two.sessions.endAll('john')
              : two.sessions.find(domain, [cookie], countsAsActivity));
            return [];
          };
          const work = [...names.map((name) => doings[name](instances)), revoke()];
          await scheduler.waitFor(Promise.all(work));
          road.isHeldUp = false;
          const cookies = [cookie, ...(await Promise.all(work)).flat()];
          await one.sessions.flushActivity();
          for (const { sessions } of [one, two]) {
            for (const each of cookies)
              expect(await sessions.find(domain, [each], countsAsActivity)).toBeUndefined();
          }
          expect(await memory.findByUser('john')).toEqual([]);
        },
      ),
      { numRuns: 300 },
    );
  });

  test('and signing out beats everything but a raise that came before it, whose new cookie is told', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(doing, { minLength: 1, maxLength: 6 }),
        async (scheduler, names) => {
          const instances = await createTwoInstances(() => scheduler.schedule(Promise.resolve()));
          const { clock, memory, one, two, cookie, road } = instances;
          clock.advance(6 * minute);
          road.isHeldUp = true;
          const work = names.map((name) => doings[name](instances));
          const signingOut = two.sessions.signOut(domain, [cookie]);
          await scheduler.waitFor(Promise.all([...work, signingOut]));
          road.isHeldUp = false;
          const handedOut = (await Promise.all(work)).flat();
          expect(await one.sessions.find(domain, [cookie], countsAsActivity)).toBeUndefined();
          expect(handedOut.length).toBeLessThanOrEqual(1);
          // A raise that was under way when the sign-out came is ended with it: it is the same sign-in.
          expect((await memory.findByUser('john')).length).toBeLessThanOrEqual(handedOut.length);
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('attacks.md: a burst of 200 requests of one session', () => {
  test('finds it every time, on a slow store, while details are refreshed and activity is written', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.integer({ min: 0, max: 10 }), async (scheduler, minutes) => {
        const instances = await createTwoInstances(() => scheduler.schedule(Promise.resolve()));
        instances.clock.advance(minutes * minute);
        instances.road.isHeldUp = true;
        const burst = Array.from({ length: 200 }, (_, index) =>
          (index % 2 === 0 ? instances.one : instances.two).sessions.find(
            domain,
            [instances.cookie],
            countsAsActivity,
          ),
        );
        await scheduler.waitFor(Promise.all(burst));
        for (const found of await Promise.all(burst)) expect(found?.session.username).toBe('john');
      }),
      { numRuns: 20 },
    );
  });

  test('while the store is away every one is an error, none is told to sign in', async () => {
    const clock = createFrozenClock();
    const store = createRemoteStore(createMemorySessionStore({ clock }));
    const world = createSessionWorld({ clock, store });
    const { sessions } = world;
    const cookie = await world.signInJohn(domain);
    store.isAway = true;
    const burst = Array.from({ length: 200 }, () => sessions.find(domain, [cookie], countsAsActivity));
    for (const outcome of await Promise.allSettled(burst)) {
      expect(outcome).toMatchObject({ reason: { code: 'session-store-unavailable' } });
    }
    await expect(sessions.signIn(domain, [], signInOfJohn())).rejects.toMatchObject({
      code: 'session-store-unavailable',
    });
    await expect(sessions.signOut(domain, [cookie])).rejects.toMatchObject({
      code: 'session-store-unavailable',
    });
    store.isAway = false;
    expect(await sessions.find(domain, [cookie], countsAsActivity)).toBeDefined();
  });
});

describe('departures.md §2: the promise of inactivity across instances', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  const inactivity = 10 * minute;
  const pause = fc.oneof(
    fc.integer({ min: 0, max: 2 * minute }),
    fc.integer({ min: 4 * minute, max: 6 * minute }),
    fc.integer({ min: inactivity - 5, max: inactivity + 5 }),
  );
  const step = fc.record({ pause, instance: fc.constantFrom('one', 'two'), counts: fc.boolean() });
  const free = cookieDomain({ inactivity, expiration: 1000 * 60 * minute });

  test('a session ends after exactly that idle time, whichever instance is asked', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 30 }), async (steps) => {
        const { clock, cookie, ...instances } = await createTwoInstances(undefined, free);
        let lastActivityAtMs = clock.now();
        for (const { pause: pauseMs, instance, counts } of steps) {
          clock.advance(pauseMs);
          await vi.advanceTimersByTimeAsync(pauseMs);
          const { sessions } = instances[instance === 'one' ? 'one' : 'two'];
          const found = await sessions.find(free, [cookie], { countsAsActivity: counts });
          expect(found !== undefined).toBe(clock.now() - lastActivityAtMs <= inactivity);
          if (found === undefined) return;
          if (counts) lastActivityAtMs = clock.now();
        }
      }),
      { numRuns: 300 },
    );
  });

  test('an instance that dies takes no more than half of it with it', async () => {
    const { clock, one, two, cookie } = await createTwoInstances();
    clock.advance(5 * minute);
    expect(await one.sessions.find(free, [cookie], countsAsActivity)).toBeDefined();
    // No flush: the first instance is gone together with what it had noted.
    clock.advance(5 * minute);
    expect(await two.sessions.find(free, [cookie], countsAsActivity)).toBeDefined();
  });
});

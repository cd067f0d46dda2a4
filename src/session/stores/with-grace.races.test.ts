import { setTimeout as delay } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createFrozenClock } from '../../../tests/support/frozen-clock.ts';
import { createRemoteStore } from '../../../tests/support/remote-store.ts';
import { cookieDomain, cookieHeaderOf, hour, minute } from '../../../tests/support/session-fixtures.ts';
import { createSessionWorld } from '../../../tests/support/session-world.ts';
import { silentLog } from '../../lib/log.ts';
import { createMemorySessionStore } from './memory.ts';
import { withGrace } from './with-grace.ts';

const domain = cookieDomain({ inactivity: null, expiration: 100 * hour });
const counting = { countsAsActivity: true };
const [graceMs, recentMs] = [10 * minute, 5 * minute];

/** Two instances over one store, each with a road of its own that can be cut. */
function createTwo(journey: () => Promise<unknown> = () => Promise.resolve()) {
  const clock = createFrozenClock();
  const memory = createMemorySessionStore({ clock });
  const start = () => {
    const remote = createRemoteStore(memory, journey);
    const store = withGrace({ store: remote, graceMs, clock, log: silentLog, askEveryMs: 1 });
    const world = createSessionWorld({ clock, store, secret: 'shared' });
    return { remote, sessions: world.sessions, signIn: () => world.signInJohn(domain) };
  };
  return { clock, memory, instances: [start(), start()] as const };
}

type Two = ReturnType<typeof createTwo>;
type Instance = Two['instances'][number];

/** What a find comes to: the session, nobody, or an error. */
async function outcomeOf({ sessions }: Instance, cookie: string): Promise<'found' | 'nobody' | 'error'> {
  try {
    return (await sessions.find(domain, [cookie], counting)) === undefined ? 'nobody' : 'found';
  } catch {
    return 'error';
  }
}

/** With the roads open, until what was remembered is carried out. */
async function settle({ instances, memory }: Two, mayStay: number): Promise<void> {
  for (const { remote } of instances) remote.isAway = false;
  for (let tries = 0; tries < 2000; tries++) {
    if ((await memory.findByUser('john')).length <= mayStay) return;
    await delay(1);
  }
  throw new Error('what was ended is still in the store');
}

const who = fc.integer({ min: 0, max: 1 });
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('find' as const), at: who }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('road' as const), at: who }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('wait' as const),
      at: who,
      ms: fc.constantFrom(1, minute, 4 * minute, graceMs - 1, graceMs),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('end' as const), at: who }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('endAll' as const), at: who }) },
);

describe('attacks.md: grace, whatever comes after whatever', () => {
  test('no session goes on that this instance ended, nor for longer than the grace; none that may go on is refused', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 25 }), async (steps) => {
        const two = createTwo();
        const { clock, instances } = two;
        const cookie = await instances[0].signIn();
        const endedAt = new Set<number>();
        const seenAtMs = [clock.now(), Number.NaN];
        const awaySinceMs: (number | undefined)[] = [undefined, undefined];
        for (const one of steps) {
          const { at } = one;
          const instance = at === 0 ? instances[0] : instances[1];
          const { remote, sessions } = instance;
          if (one.kind === 'wait') clock.advance(one.ms);
          if (one.kind === 'road') {
            const checks = remote.calls.check;
            remote.isAway = !remote.isAway;
            // Who has noticed an outage goes on asking, and hears here that it is over.
            while (awaySinceMs[at] !== undefined && remote.calls.check === checks) await delay(1);
            awaySinceMs[at] = undefined;
          }
          if (one.kind === 'end') {
            await sessions.signOut(domain, [cookie]).catch(() => undefined);
            endedAt.add(at);
          }
          if (one.kind === 'endAll') {
            await sessions.endAll('john').catch(() => undefined);
            endedAt.add(at);
          }
          if (one.kind === 'wait' || one.kind === 'road') continue;
          const outcome = await outcomeOf(instance, cookie);
          if (endedAt.has(at)) expect(outcome).not.toBe('found');
          if (remote.isAway !== true) {
            if (endedAt.size === 0) expect(outcome).toBe('found');
            if (outcome === 'found') seenAtMs[at] = clock.now();
            continue;
          }
          awaySinceMs[at] ??= clock.now();
          const beganAtMs = awaySinceMs[at];
          const mayGoOn =
            beganAtMs - (seenAtMs[at] ?? Number.NaN) <= recentMs && clock.now() - beganAtMs < graceMs;
          if (!mayGoOn) expect(outcome).not.toBe('found');
          if (mayGoOn && endedAt.size === 0) expect(outcome).toBe('found');
        }
        await settle(two, endedAt.size === 0 ? 1 : 0);
        for (const instance of instances) {
          expect(await outcomeOf(instance, cookie)).toBe(endedAt.size === 0 ? 'found' : 'nobody');
        }
        for (const { sessions } of instances) await sessions.close();
      }),
      { numRuns: 200 },
    );
  });

  test('however the work of two instances crosses, cut off or not, nothing that was ended comes back', async () => {
    const doing = fc.constantFrom('find', 'findElsewhere', 'raise', 'flush', 'cut', 'join');
    const ending = fc.constantFrom('signOut', 'endAll');
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(doing, { minLength: 1, maxLength: 8 }),
        ending,
        async (scheduler, names, end) => {
          const road = { isHeldUp: false };
          const two = createTwo(async () =>
            road.isHeldUp ? scheduler.schedule(Promise.resolve()) : undefined,
          );
          const [one, other] = two.instances;
          const cookie = await one.signIn();
          const found = await one.sessions.find(domain, [cookie], counting);
          await outcomeOf(other, cookie);
          if (found === undefined) throw new Error('no session');
          const handedOut: string[] = [];
          const doings: Record<string, () => Promise<unknown>> = {
            find: () => outcomeOf(one, cookie),
            findElsewhere: () => outcomeOf(other, cookie),
            flush: () => one.sessions.flushActivity(),
            async cut() {
              one.remote.isAway = true;
            },
            async join() {
              one.remote.isAway = false;
            },
            async raise() {
              const raised = await one.sessions.raise(domain, found, { methods: ['otp'] });
              if (raised !== undefined) handedOut.push(cookieHeaderOf(raised.setCookie));
            },
          };
          road.isHeldUp = true;
          const work = names.map(async (name) => {
            await scheduler.schedule(Promise.resolve());
            await doings[name]?.().catch(() => undefined);
          });
          const ended = (
            end === 'endAll' ? one.sessions.endAll('john') : one.sessions.signOut(domain, [cookie])
          ).catch(() => undefined);
          await scheduler.waitFor(Promise.all([...work, ended]));
          road.isHeldUp = false;
          await scheduler.waitIdle();
          // A raise that came before it has given another cookie, which a sign-out of the old one need not know.
          await settle(two, end === 'endAll' ? 0 : handedOut.length);
          expect(await outcomeOf(one, cookie)).toBe('nobody');
          one.remote.isAway = true;
          expect(await outcomeOf(one, cookie)).not.toBe('found');
          if (end === 'endAll')
            for (const each of handedOut) expect(await outcomeOf(one, each)).not.toBe('found');
          one.remote.isAway = false;
          for (const { sessions } of two.instances) await sessions.close();
        },
      ),
      { numRuns: 200 },
    );
  });
});

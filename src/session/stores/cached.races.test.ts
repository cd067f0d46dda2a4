import { setImmediate as nextTurn } from 'node:timers/promises';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createFrozenClock } from '../../../tests/support/frozen-clock.ts';
import { hour, sessionOfJohn } from '../../../tests/support/session-fixtures.ts';
import { createTrackingServer } from '../../../tests/support/tracking-server.ts';
import { silentLog } from '../../lib/log.ts';
import { createCachedSessionStore } from './cached.ts';
import { createMemorySessionStore } from './memory.ts';
import { createChangeTracking } from './redis/change-tracking.ts';
import { redisKeys } from './redis/redis-keys.ts';

const keys = ['k0', 'k1', 'k2'] as const;
const { sessionPrefix, probeKey } = redisKeys;

/** How far behind an answer may be; what `docs/sessions.md` promises. */
const promisedMs = 100;

/** An instance with a cache, over a server that others change. Time stands still but for `advance`. */
function createInstance() {
  const clock = createFrozenClock();
  let nowMs = 0;
  const monotonicMs = () => nowMs;
  const server = createTrackingServer((key) => tracking.noteChange(key));
  const tracking = createChangeTracking({
    ask: (command) => server.ask(command),
    prefix: sessionPrefix,
    probeKey,
    timeoutMs: 60_000,
    onChange: (key) => cached.forget(key.slice(sessionPrefix.length)),
    onGap: () => cached.forgetAll(),
    log: silentLog,
    monotonicMs,
  });
  const cached = createCachedSessionStore({
    store: { ...createMemorySessionStore({ clock }), loadEnding: (key) => server.loadEnding(key) },
    trust: tracking,
    entries: 10,
    clock,
  });
  const session = sessionOfJohn(clock.now());
  for (const key of keys) server.sessions.set(key, { session, expiresAtMs: clock.now() + hour });
  return {
    server,
    tracking,
    cached,
    now: () => nowMs,
    advance: (ms: number) => {
      nowMs += ms;
    },
  };
}

const key = fc.constantFrom(...keys);
const count = fc.integer({ min: 1, max: 6 });
const step = fc.oneof(
  { weight: 8, arbitrary: fc.record({ do: fc.constant('load' as const), key }) },
  { weight: 8, arbitrary: fc.record({ do: fc.constant('serve' as const), count }) },
  { weight: 8, arbitrary: fc.record({ do: fc.constant('deliver' as const), count }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.constantFrom(1, 30, 70, 101) }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('revoke' as const), key }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('change' as const), key }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('reconnect' as const), isNoticed: fc.boolean() }) },
  { weight: 2, arbitrary: fc.constant({ do: 'flush' as const }) },
  { weight: 2, arbitrary: fc.constant({ do: 'calm' as const }) },
);

type Step = typeof step extends fc.Arbitrary<infer One> ? One : never;

/** What happens to an instance, and what it answers that it should not. */
function createStory() {
  const { server, tracking, cached, now, advance } = createInstance();
  const revokedAtMs = new Map<string, number>();
  const story = { wrong: [] as string[], hits: 0 };

  function revoke(one: string): void {
    if (server.sessions.delete(one)) revokedAtMs.set(one, now());
  }
  function load(one: string): void {
    const startedAtMs = now();
    if (tracking.isUpToDate()) story.hits += 1;
    const note = (found: unknown) => {
      const isLate = startedAtMs - (revokedAtMs.get(one) ?? startedAtMs) > promisedMs;
      if (found !== undefined && isLate) story.wrong.push(one);
    };
    note(cached.peek?.(one));
    cached.load(one).then(note, () => undefined);
  }
  /** All arrives, time goes by, and what is asked then is answered. */
  async function calm(): Promise<void> {
    for (let round = 0; round < 8; round++) {
      server.serve(9);
      server.deliver(9);
      await nextTurn();
      if (round !== 3) continue;
      advance(promisedMs + 1);
      keys.forEach(load);
    }
    keys.forEach(load);
    await nextTurn();
  }
  const doings: { readonly [Do in Step['do']]: (one: Extract<Step, { do: Do }>) => unknown } = {
    load: (one) => load(one.key),
    serve: (one) => server.serve(one.count),
    deliver: (one) => server.deliver(one.count),
    wait: (one) => advance(one.ms),
    revoke(one) {
      revoke(one.key);
      server.announce(one.key);
    },
    change: (one) => server.announce(one.key),
    reconnect(one) {
      server.reconnect();
      if (one.isNoticed) tracking.noteLoss();
    },
    flush() {
      keys.forEach(revoke);
      server.announce(undefined);
    },
    calm,
  };
  return { story, calm, perform: (one: Step) => doings[one.do](one as never) };
}

test('attacks.md, authentik CVE-2025-29928: a revoked session is gone from the cache in time, however loads, changes, losses and restarts cross', async () => {
  let hits = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 120 }), async (steps) => {
      const { story, calm, perform } = createStory();
      await calm();
      await calm();
      for (const one of steps) {
        await perform(one);
        await nextTurn();
      }
      await calm();
      hits += story.hits;
      expect(story.wrong).toEqual([]);
    }),
    { numRuns: 1000 },
  );
  expect(hits).toBeGreaterThan(1000);
});

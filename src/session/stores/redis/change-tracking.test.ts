import { setImmediate as nextTurn } from 'node:timers/promises';
import { ErrorReply } from 'redis';
import { expect, test } from 'vitest';
import { createCollectingLog } from '../../../../tests/support/collecting-log.ts';
import { createTrackingServer } from '../../../../tests/support/tracking-server.ts';
import { createChangeTracking } from './change-tracking.ts';
import { redisKeys } from './redis-keys.ts';

/** A tracking over a server that answers at once; `ask` may be put in its place. */
function createWorld({ timeoutMs = 60_000, isSilent = false } = {}) {
  const { log, lines } = createCollectingLog();
  const time = { nowMs: 0 };
  const world = { asked: 0, gaps: 0, refusal: undefined as Error | undefined };
  const server = createTrackingServer((key) => isSilent || tracking.noteChange(key));
  const tracking = createChangeTracking({
    ask(command) {
      world.asked += 1;
      if (world.refusal !== undefined) return Promise.reject(world.refusal);
      const answer = server.ask(command);
      server.serve(1);
      server.deliver(10);
      return answer;
    },
    prefix: redisKeys.sessionPrefix,
    probeKey: redisKeys.probeKey,
    timeoutMs,
    onChange: () => undefined,
    onGap: () => {
      world.gaps += 1;
    },
    log,
    monotonicMs: () => time.nowMs,
  });
  const settle = async () => {
    for (let turn = 0; turn < 10; turn++) await nextTurn();
  };
  const isUpToDateSoon = async () => {
    tracking.isUpToDate();
    await settle();
    return tracking.isUpToDate();
  };
  return { tracking, server, world, time, lines, isUpToDateSoon };
}

test('asks nothing by itself; begins when asked, and renews the proof while asked', async () => {
  const { tracking, world, time, isUpToDateSoon } = createWorld();
  expect([tracking.isTracking, world.asked]).toEqual([false, 0]);
  expect(await isUpToDateSoon()).toBe(true);
  const asked = world.asked;
  for (time.nowMs = 1; time.nowMs < 25; time.nowMs += 1) expect(await isUpToDateSoon()).toBe(true);
  expect(world.asked).toBe(asked);
  for (; time.nowMs < 1025; time.nowMs += 1) expect(await isUpToDateSoon()).toBe(true);
  expect(world.asked).toBe(asked + 40);
  time.nowMs += 1000;
  expect(tracking.isUpToDate()).toBe(false);
  expect(await isUpToDateSoon()).toBe(true);
});

test('a connection that does not track any more is noticed by the next question', async () => {
  const { tracking, server, world, time, isUpToDateSoon } = createWorld();
  await isUpToDateSoon();
  const { gaps } = world;
  server.reconnect();
  time.nowMs += 30;
  expect(await isUpToDateSoon()).toBe(false);
  expect([tracking.isTracking, world.gaps]).toEqual([false, gaps + 1]);
  time.nowMs += 30;
  expect(await isUpToDateSoon()).toBe(true);
});

test('a refusal is one warning, and tried again after a minute', async () => {
  const { world, time, lines, isUpToDateSoon } = createWorld();
  world.refusal = new ErrorReply("NOPERM this user has no permissions to run the 'client|tracking' command");
  for (let second = 0; second < 130; second++) {
    expect(await isUpToDateSoon()).toBe(false);
    time.nowMs += 1000;
  }
  expect(world.asked).toBe(3);
  expect(lines.map(({ level, msg }) => [level, msg])).toEqual([
    ['warn', 'Redis does not tell of changes: sessions are not cached, every request asks it'],
  ]);
  world.refusal = undefined;
  time.nowMs += 60_000;
  expect(await isUpToDateSoon()).toBe(true);
});

test.each([
  new Error('the socket is closed'),
  new ErrorReply('BUSY Redis is busy running a script.'),
  new ErrorReply("READONLY You can't write against a read only replica."),
])('%s is trouble, no refusal: tried again soon, without a word', async (trouble) => {
  const { world, time, lines, isUpToDateSoon } = createWorld();
  world.refusal = trouble;
  expect(await isUpToDateSoon()).toBe(false);
  world.refusal = undefined;
  time.nowMs += 25;
  expect(await isUpToDateSoon()).toBe(true);
  expect(lines).toEqual([]);
});

test('a server that does not know the question is a refusal', async () => {
  const { world, lines, isUpToDateSoon } = createWorld();
  world.refusal = new ErrorReply("ERR Unknown subcommand or wrong number of arguments for 'TRACKINGINFO'.");
  expect(await isUpToDateSoon()).toBe(false);
  expect(lines).toHaveLength(1);
});

test('where tracking is taken but nothing is told, nothing is trusted', async () => {
  const { tracking, lines } = createWorld({ timeoutMs: 1, isSilent: true });
  tracking.isUpToDate();
  await expect.poll(() => lines.length).toBe(1);
  expect(tracking.isTracking).toBe(false);
  expect(lines[0]).toMatchObject({ err: { message: 'changes are not announced on this connection' } });
});

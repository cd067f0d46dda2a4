import { expect, test } from 'vitest';
import { createCollectingLog } from '../../tests/support/collecting-log.ts';
import { createBackgroundWork } from './background-work.ts';

function createWorld() {
  const { log, lines } = createCollectingLog();
  return { lines, background: createBackgroundWork({ workers: 2, maxWaiting: 2, log }) };
}

test('no more tasks run at once than there are workers, the others wait in their order, and what is too much is refused', async () => {
  const { background } = createWorld();
  const begun: number[] = [];
  const gates = Array.from({ length: 5 }, () => Promise.withResolvers<void>());
  const taken = gates.map(({ promise }, index) =>
    background.run('the task', () => {
      begun.push(index);
      return promise;
    }),
  );
  expect(taken).toEqual([true, true, true, true, false]);
  expect(begun).toEqual([0, 1]);
  gates[1]?.resolve();
  await expect.poll(() => begun).toEqual([0, 1, 2]);
  for (const { resolve } of gates) resolve();
  await background.settled();
  expect(begun).toEqual([0, 1, 2, 3]);
});

test('a task that fails is logged and stops no other', async () => {
  const { background, lines } = createWorld();
  background.run('mailing', () => Promise.reject(new Error('the server is away')));
  let isDone = false;
  background.run('another', () => {
    isDone = true;
    return Promise.resolve();
  });
  await background.settled();
  expect(isDone).toBe(true);
  expect(JSON.stringify(lines)).toContain('mailing failed');
});

test('at its close it ends what it took and takes no more', async () => {
  const { background } = createWorld();
  const { promise, resolve } = Promise.withResolvers<void>();
  let isDone = false;
  background.run('the task', async () => {
    await promise;
    isDone = true;
  });
  const closing = background.close();
  expect(background.run('too late', () => Promise.resolve())).toBe(false);
  resolve();
  await closing;
  expect(isDone).toBe(true);
});

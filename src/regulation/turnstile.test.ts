import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createTurnstile } from './turnstile.ts';

const always = (most: number) => () => Promise.resolve(most);

test('no more than allowed of a key run at once, and other keys are free', async () => {
  const turnstile = createTurnstile();
  const most = { john: 0, harry: 0 };
  const running = { john: 0, harry: 0 };
  const task = (key: 'john' | 'harry') =>
    turnstile.run(key, always(2), async () => {
      most[key] = Math.max(most[key], ++running[key]);
      await nextTurn();
      running[key]--;
      return key;
    });
  const results = await Promise.all([...Array(9)].map((_, index) => task(index < 7 ? 'john' : 'harry')));
  expect(most).toEqual({ john: 2, harry: 2 });
  expect(results).toHaveLength(9);
});

test('what is allowed is asked anew after each end, and one may always run', async () => {
  const turnstile = createTurnstile();
  let failures = 0;
  let running = 0;
  const seen: number[] = [];
  const task = () =>
    turnstile.run(
      'john',
      async () => {
        const left = 3 - failures;
        await nextTurn();
        return left;
      },
      async () => {
        seen.push(++running);
        await nextTurn();
        failures++;
        running--;
      },
    );
  await Promise.all([...Array(6)].map(task));
  expect(Math.max(...seen.slice(0, 3))).toBeLessThanOrEqual(3);
  expect(seen.slice(3)).toEqual([1, 1, 1]);
});

test('they come in turn', async () => {
  const turnstile = createTurnstile();
  const order: number[] = [];
  await Promise.all(
    [1, 2, 3, 4].map((number) =>
      turnstile.run('john', always(1), async () => {
        order.push(number);
        await nextTurn();
      }),
    ),
  );
  expect(order).toEqual([1, 2, 3, 4]);
});

test('a task that fails, and a question that fails, hold up nobody', async () => {
  const turnstile = createTurnstile();
  const away = () => Promise.reject(new Error('away'));
  await expect(turnstile.run('john', always(1), away)).rejects.toThrow('away');
  await expect(turnstile.run('john', away, async () => 'in')).rejects.toThrow('away');
  expect(await turnstile.run('john', always(1), async () => 'in')).toBe('in');
});

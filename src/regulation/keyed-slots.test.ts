import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createKeyedSlots } from './keyed-slots.ts';

test('no more than the slots of a key run at once, other keys are free', async () => {
  const slots = createKeyedSlots(2);
  const most = { john: 0, harry: 0 };
  const running = { john: 0, harry: 0 };
  const task = (key: 'john' | 'harry') =>
    slots.run(key, async () => {
      most[key] = Math.max(most[key], ++running[key]);
      await nextTurn();
      running[key]--;
      return key;
    });
  const results = await Promise.all([...Array(9)].map((_, index) => task(index < 7 ? 'john' : 'harry')));
  expect(most).toEqual({ john: 2, harry: 2 });
  expect(results).toHaveLength(9);
});

test('a task that fails gives its slot back', async () => {
  const slots = createKeyedSlots(1);
  await expect(slots.run('john', () => Promise.reject(new Error('away')))).rejects.toThrow('away');
  expect(await slots.run('john', () => Promise.resolve('in'))).toBe('in');
});

import { expect, test } from 'vitest';
import { createFrozenClock } from '../../tests/support/frozen-clock.ts';
import { hour, sessionOfJohn } from '../../tests/support/session-fixtures.ts';
import { createMemorySessionStore } from './stores/memory.ts';
import { tellEnds } from './tell-ends.ts';

async function createWorld(onEnded?: (id: string) => void) {
  const clock = createFrozenClock();
  const store = createMemorySessionStore({ clock });
  for (const id of ['a', 'b', 'c']) {
    await store.save(id, sessionOfJohn(clock.now(), { id, signInId: id }), clock.now() + hour);
  }
  const told: string[] = [];
  const ending = tellEnds(store, async ({ signInId }) => {
    onEnded?.(signInId);
    told.push(signInId);
  });
  return { store, ending, told };
}

test('each session that is ended is told of, those that stay are not', async () => {
  const { store, ending, told } = await createWorld();
  expect(await ending.remove('a')).toBe(true);
  expect(await ending.remove('nothing')).toBe(false);
  expect(await ending.removeByUser('john', ['b'])).toBe(1);
  expect(told).toEqual(['a', 'c']);
  expect(await store.load('b')).toBeDefined();
});

test('where telling fails nothing is ended', async () => {
  const { store, ending } = await createWorld(() => {
    throw new Error('away');
  });
  await expect(ending.remove('a')).rejects.toThrow('away');
  await expect(ending.removeByUser('john')).rejects.toThrow('away');
  expect(await store.load('a')).toBeDefined();
  expect(await store.load('c')).toBeDefined();
});

import { expect, test } from 'vitest';
import { createConcurrencyLimit } from './concurrency-limit.ts';

/** Works that run until they are told to end, and the names of those that run. */
function createWorks() {
  const running = new Map<string, () => void>();
  return {
    names: () => [...running.keys()],
    work: (name: string) => () =>
      new Promise<string>((resolve) => {
        running.set(name, () => {
          running.delete(name);
          resolve(name);
        });
      }),
    end: (name: string) => running.get(name)?.(),
  };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

test('no more run than there are places, and the others come in turn', async () => {
  const limit = createConcurrencyLimit({ places: 2, maximumWaiting: 10 });
  const works = createWorks();
  const results = ['a', 'b', 'c'].map((name) => limit.run(1, works.work(name)));
  await settled();
  expect(works.names()).toEqual(['a', 'b']);
  works.end('b');
  await settled();
  expect(works.names()).toEqual(['a', 'c']);
  works.end('a');
  works.end('c');
  expect(await Promise.all(results)).toEqual(['a', 'b', 'c']);
});

test('a heavy work runs alone and is not overtaken for ever', async () => {
  const limit = createConcurrencyLimit({ places: 3, maximumWaiting: 10 });
  const works = createWorks();
  const results = [limit.run(1, works.work('light')), limit.run(99, works.work('heavy'))];
  results.push(limit.run(1, works.work('late')));
  await settled();
  expect(works.names()).toEqual(['light']);
  works.end('light');
  await settled();
  expect(works.names()).toEqual(['heavy']);
  works.end('heavy');
  await settled();
  works.end('late');
  expect(await Promise.all(results)).toEqual(['light', 'heavy', 'late']);
});

test('a work that fails gives its place back', async () => {
  const limit = createConcurrencyLimit({ places: 1, maximumWaiting: 1 });
  await expect(limit.run(1, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  expect(await limit.run(1, async () => 'works')).toBe('works');
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRecentMap } from './recent-map.ts';

const key = fc.integer({ min: 0, max: 9 }).map(String);
const step = fc.oneof(
  fc.record({ do: fc.constant('get' as const), key }),
  fc.record({ do: fc.constant('set' as const), key, value: fc.integer() }),
  fc.record({ do: fc.constant('delete' as const), key }),
  fc.record({ do: fc.constant('clear' as const) }),
);

test('is a map that may have forgotten, never one that makes something up or grows beyond its limit', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 8 }), fc.array(step, { maxLength: 200 }), (limit, steps) => {
      const map = createRecentMap<number>(limit);
      const model = new Map<string, number>();
      for (const one of steps) {
        if (one.do === 'set') {
          map.set(one.key, one.value);
          model.set(one.key, one.value);
        } else if (one.do === 'delete') {
          map.delete(one.key);
          model.delete(one.key);
        } else if (one.do === 'clear') {
          map.clear();
          model.clear();
        } else {
          expect([undefined, model.get(one.key)]).toContain(map.get(one.key));
        }
        expect(map.size).toBeLessThanOrEqual(limit);
        expect([...map.entries()]).toHaveLength(map.size);
        for (const [name, value] of map.entries()) expect(model.get(name)).toBe(value);
      }
    }),
  );
});

test('what is used in between stays, what is not goes', () => {
  const map = createRecentMap<string>(100);
  map.set('used', 'yes');
  map.set('unused', 'no');
  for (let index = 0; index < 1000; index++) {
    map.set(`other${index}`, '');
    if (index % 10 === 0) expect(map.get('used')).toBe('yes');
  }
  expect(map.get('unused')).toBeUndefined();
});

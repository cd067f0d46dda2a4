import { expect, test } from 'vitest';
import { createValuePool } from './value-pool.ts';

test('values that say the same become one, others stay apart', () => {
  const { share } = createValuePool();
  const list = share(['dev', 'admins']);
  expect(share(['dev', 'admins'])).toBe(list);
  for (const other of [['admins', 'dev'], ['dev,admins'], ['dev\nadmins'], [], ['dev']]) {
    expect(share(other)).toEqual(other);
    expect(share(other)).not.toBe(list);
  }
  expect(share(undefined)).toBeUndefined();
});

test('however many there are, it does not grow without end, and gives what it was given', () => {
  const { share } = createValuePool();
  for (let index = 0; index < 5000; index++) expect(share([`group${index}`])).toEqual([`group${index}`]);
});

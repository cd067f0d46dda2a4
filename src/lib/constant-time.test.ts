import { expect, test } from 'vitest';
import { isSameSecret } from './constant-time.ts';

test('equal text and bytes are the same, everything else is not, whatever the lengths', () => {
  expect(isSameSecret('secret', 'secret')).toBe(true);
  expect(isSameSecret('secret', Buffer.from('secret'))).toBe(true);
  expect(isSameSecret('secret', 'secret ')).toBe(false);
  expect(isSameSecret('', 'secret')).toBe(false);
  expect(isSameSecret('', '')).toBe(true);
});

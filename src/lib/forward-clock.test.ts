import { expect, test } from 'vitest';
import { createFrozenClock } from '../../tests/support/frozen-clock.ts';
import { createForwardClock } from './forward-clock.ts';

test('it goes on where the clock is set back, and tells the time of day by the clock as it is set', () => {
  const clock = createFrozenClock(1000);
  const forward = createForwardClock(clock);
  expect(forward.now()).toBe(1000);
  clock.advance(5);
  expect(forward.now()).toBe(1005);
  clock.advance(-600);
  expect(forward.now()).toBe(1005);
  expect(forward.toTimeOfDay(1010)).toBe(410);
  clock.advance(7);
  expect(forward.now()).toBe(1012);
});

import { expect, test } from 'vitest';
import { createFrozenClock } from '../../../tests/support/frozen-clock.ts';
import { createFailurePace } from './failure-pace.ts';

function createWorld() {
  const clock = createFrozenClock();
  const waits: number[] = [];
  const wait = async (milliseconds: number) => {
    waits.push(milliseconds);
    clock.advance(milliseconds);
  };
  let next = 0;
  const pace = createFailurePace({ clock, random: { bytes: () => Buffer.from([next++]) }, wait });
  const bind =
    (milliseconds: number, isRight = false) =>
    async () => {
      clock.advance(milliseconds);
      return { isRight };
    };
  return { pace, waits, bind };
}

test('nobody is given the time of one of the last failures of somebody', async () => {
  const { pace, waits, bind } = createWorld();
  for (const milliseconds of [80, 100]) await pace.ofSomebody(bind(milliseconds));
  for (let time = 0; time < 3; time++) expect(await pace.ofNobody(bind(2))).toEqual({ isRight: false });
  expect(waits).toEqual([78, 98, 78]);
});

test('who is right is neither slowed down nor remembered', async () => {
  const { pace, waits, bind } = createWorld();
  expect(await pace.ofSomebody(bind(500, true))).toEqual({ isRight: true });
  await pace.ofNobody(bind(2));
  expect(waits).toEqual([]);
});

test('only the last failures count', async () => {
  const { pace, waits, bind } = createWorld();
  await pace.ofSomebody(bind(9000));
  for (let time = 0; time < 32; time++) await pace.ofSomebody(bind(10));
  for (let time = 0; time < 40; time++) await pace.ofNobody(bind(1));
  expect(new Set(waits)).toEqual(new Set([9]));
});

test('a bind that lasted longer by itself is not made to wait', async () => {
  const { pace, waits, bind } = createWorld();
  await pace.ofSomebody(bind(10));
  await pace.ofNobody(bind(30));
  expect(waits).toEqual([]);
});

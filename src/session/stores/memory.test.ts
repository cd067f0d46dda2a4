import { expect, test } from 'vitest';
import { createFrozenClock } from '../../../tests/support/frozen-clock.ts';
import { hour, minute, sessionOfJohn } from '../../../tests/support/session-fixtures.ts';
import { describeSessionStore } from '../store.contract.ts';
import { createMemorySessionStore } from './memory.ts';

describeSessionStore('memory', async (clock) => createMemorySessionStore({ clock }));

test('the sweep that comes with saving drops what is over', async () => {
  const clock = createFrozenClock();
  const store = createMemorySessionStore({ clock });
  for (let index = 0; index < 1000; index++) {
    await store.save(`old${index}`, sessionOfJohn(clock.now(), { username: 'old' }), clock.now() + minute);
  }
  clock.advance(minute);
  for (let index = 0; index < 600; index++) {
    await store.save(`new${index}`, sessionOfJohn(clock.now(), { username: 'new' }), clock.now() + hour);
  }
  // Moved back in time, records that were merely hidden would show again.
  clock.advance(-minute);
  expect(await store.findByUser('old')).toEqual([]);
  expect(await store.findByUser('new')).toHaveLength(600);
});

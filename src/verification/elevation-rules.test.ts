import { expect, test } from 'vitest';
import { createFrozenClock } from '../../tests/support/frozen-clock.ts';
import { sessionOfJohn } from '../../tests/support/session-fixtures.ts';
import { createElevationRules } from './elevation-rules.ts';

const clock = createFrozenClock();
const address = '203.0.113.1';
const elevated = { elevation: { endsAtMs: clock.now() + 1, address } };
const two = { methods: ['pwd', 'otp'] };
const remembered = { methods: ['pwd', 'remembered-device'] };
const skip = { skip_second_factor: true, require_second_factor: false };
const require = { skip_second_factor: false, require_second_factor: true };
const plain = { skip_second_factor: false, require_second_factor: false };

test.each([
  ['a plain session', plain, {}, true, address, 'elevation'],
  ['an open elevation', plain, elevated, true, address, undefined],
  ['an elevation of another address', plain, elevated, true, '203.0.113.2', 'elevation'],
  ['an elevation of an address that cannot be told', plain, elevated, true, undefined, 'elevation'],
  [
    'an elevation that is over',
    plain,
    { elevation: { endsAtMs: clock.now(), address } },
    true,
    address,
    'elevation',
  ],
  ['two factors where they are enough', skip, two, true, address, undefined],
  ['one factor where two would be enough', skip, {}, true, address, 'elevation'],
  ['a remembered device where two factors are enough', skip, remembered, true, address, 'elevation'],
  ['a remembered device where the second is required', require, remembered, true, address, 'second_factor'],
  ['two factors where they are not enough', plain, two, true, address, 'elevation'],
  [
    'one factor where the second is required and there is one',
    require,
    elevated,
    true,
    address,
    'second_factor',
  ],
  ['one factor where the second is required and there is none', require, elevated, false, address, undefined],
  ['two factors where the second is required', require, two, true, address, 'elevation'],
] as const)('%s', async (_name, config, changes, hasOne, from, needed) => {
  const rules = createElevationRules({ config, clock, hasSecondFactor: () => Promise.resolve(hasOne) });
  expect(await rules.needed(sessionOfJohn(clock.now(), changes), from)).toBe(needed);
});

import { expect, test } from 'vitest';
import { reasonOf } from './reason-of.ts';

test.each([
  ['an error', new Error('out of paper'), 'out of paper'],
  ['what is no error', 'out of ink', 'out of ink'],
  [
    'several errors at once',
    new AggregateError([new Error('no IPv6'), new Error('no IPv4')]),
    'no IPv6; no IPv4',
  ],
])('tells the reason of %s', (_what, error, reason) => {
  expect(reasonOf(error)).toBe(reason);
});

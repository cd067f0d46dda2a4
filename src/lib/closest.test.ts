import { expect, test } from 'vitest';
import { closest } from './closest.ts';

const keys = ['secret', 'expiration', 'inactivity', 'remember_me', 'name'];

test.each([
  ['secrte', 'secret'],
  ['Secret', 'secret'],
  ['expriation', 'expiration'],
  ['remember-me', 'remember_me'],
  ['nam', 'name'],
])('%s was meant as %s', (word, meant) => {
  expect(closest(word, keys)).toBe(meant);
});

test.each(['', 'x', 'something_else', 'domain'])('%o is near none of them', (word) => {
  expect(closest(word, keys)).toBeUndefined();
});

test('a swap of neighbours is nearer than a change of two letters', () => {
  expect(closest('prot', ['prxx', 'port'])).toBe('port');
});

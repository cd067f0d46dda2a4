import { expect, test } from 'vitest';
import { createFrozenClock } from '../../tests/support/frozen-clock.ts';
import { systemRandom } from '../lib/random.ts';
import { createTickets } from './tickets.ts';

const site = { basePath: '/', isSecure: true };

function createWorld(encryptionKey = 'a key of more than twenty') {
  const clock = createFrozenClock();
  const tickets = createTickets({ encryptionKey, clock, random: systemRandom });
  const setCookie = tickets.issue(site, {
    kind: 'password_reset',
    binding: 'auth.example.com',
    data: { username: 'john' },
    endsAtMs: clock.now() + 60_000,
  });
  return { clock, tickets, setCookie, cookie: setCookie.split(';', 1)[0] ?? '' };
}

test('opens for its kind and binding until its end, and says nothing to whoever carries it', () => {
  const { clock, tickets, cookie, setCookie } = createWorld();
  expect(tickets.open([`a=b; ${cookie}`], 'password_reset', 'auth.example.com')).toEqual({
    username: 'john',
  });
  expect(setCookie).toMatch(
    /^gatehouse_password_reset=[\w-]+; Path=\/; Max-Age=60; HttpOnly; SameSite=Lax; Secure$/,
  );
  expect(Buffer.from(cookie.split('=')[1] ?? '', 'base64url').toString('latin1')).not.toContain('john');
  clock.advance(60_000);
  expect(tickets.open([cookie], 'password_reset', 'auth.example.com')).toBeUndefined();
});

test('opens for nobody else', () => {
  const { tickets, cookie } = createWorld();
  const other = cookie.replace('password_reset', 'passkey_sign_in');
  expect(tickets.open([cookie], 'password_reset', 'auth.example.org')).toBeUndefined();
  expect(tickets.open([other], 'passkey_sign_in', 'auth.example.com')).toBeUndefined();
  expect(tickets.open([`${cookie}; ${cookie}`], 'password_reset', 'auth.example.com')).toBeUndefined();
  expect(tickets.open([cookie.slice(0, -2)], 'password_reset', 'auth.example.com')).toBeUndefined();
  expect(tickets.open([], 'password_reset', 'auth.example.com')).toBeUndefined();
  const another = createWorld('another key of twenty');
  expect(another.tickets.open([cookie], 'password_reset', 'auth.example.com')).toBeUndefined();
});

test('is taken back in the same scope', () => {
  const { tickets } = createWorld();
  expect(tickets.remove({ basePath: '/sso/', isSecure: false }, 'password_reset')).toBe(
    'gatehouse_password_reset=; Path=/sso/; Max-Age=0; HttpOnly; SameSite=Lax',
  );
});

import { expect, test } from 'vitest';
import { cookieDomain, minute, second } from '../../tests/support/session-fixtures.ts';
import { createSessionWorld } from '../../tests/support/session-world.ts';

const domain = cookieDomain();
const asActivity = { countsAsActivity: true, address: '203.0.113.7' };

test('a session in memory is found without waiting, and is in use from then on', async () => {
  const world = createSessionWorld();
  const { sessions, clock } = world;
  const cookie = await world.signInJohn(domain);
  for (let times = 0; times < 2; times++) {
    clock.advance(minute);
    expect(sessions.findAtOnce(domain, [cookie], asActivity)?.session.username).toBe('john');
  }
  const [listed] = await sessions.list([domain], 'john');
  expect(listed?.session).toMatchObject({ lastActivityAtMs: clock.now(), lastSeenAddress: '203.0.113.7' });
});

test('what keeps no session in use does not keep it in use', async () => {
  const world = createSessionWorld();
  const { sessions, clock } = world;
  const cookie = await world.signInJohn(domain);
  clock.advance(4 * minute);
  expect(sessions.findAtOnce(domain, [cookie], { countsAsActivity: () => false })).toBeDefined();
  clock.advance(2 * minute);
  expect(sessions.findAtOnce(domain, [cookie], asActivity)).toBeUndefined();
  expect(await sessions.find(domain, [cookie], asActivity)).toBeUndefined();
});

test('whatever is not the plain case is left to those who may wait', async () => {
  const world = createSessionWorld({ refreshInterval: minute });
  const { sessions, clock } = world;
  const cookie = await world.signInJohn(domain);
  const other = await world.signInJohn(domain);
  const findAtOnce = (...cookies: string[]) => sessions.findAtOnce(domain, cookies, asActivity);
  expect(findAtOnce(cookie)).toBeDefined();
  expect(findAtOnce()).toBeUndefined();
  expect(findAtOnce(cookie, other)).toBeUndefined();
  expect(findAtOnce(`${domain.name}=${'A'.repeat(43)}`)).toBeUndefined();
  expect(sessions.findAtOnce(cookieDomain({ domain: 'example.net' }), [cookie], asActivity)).toBeUndefined();
  clock.advance(minute + second);
  expect(findAtOnce(cookie)).toBeUndefined();
});

test('activity that must be written before the answer is left to those who may wait', async () => {
  const world = createSessionWorld();
  const { sessions, clock } = world;
  const cookie = await world.signInJohn(domain);
  clock.advance(3 * minute);
  expect(sessions.findAtOnce(domain, [cookie], asActivity)).toBeUndefined();
  expect(await sessions.find(domain, [cookie], asActivity)).toBeDefined();
  expect(sessions.findAtOnce(domain, [cookie], asActivity)).toBeDefined();
});

test('a session that was ended is not found', async () => {
  const world = createSessionWorld();
  const { sessions } = world;
  const cookie = await world.signInJohn(domain);
  await sessions.endAll('john');
  expect(sessions.findAtOnce(domain, [cookie], asActivity)).toBeUndefined();
});

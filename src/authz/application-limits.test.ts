import { afterEach, expect, test } from 'vitest';
import { createFrozenClock } from '../../tests/support/frozen-clock.ts';
import { checkOf } from '../../tests/support/proxy-check.ts';
import { createSessionWorld } from '../../tests/support/session-world.ts';
import { cookieDomain, rule, startTestGate, type TestGate } from '../../tests/support/test-gate.ts';

const minute = 60_000;
const bank = 'https://bank.example.com/';
const news = 'https://bank.example.com/unread';
const wiki = 'https://wiki.example.com/';

let gate: TestGate | undefined;
afterEach(() => gate?.close());

/** John is signed in; the session itself goes idle after an hour. */
async function createWorld() {
  const clock = createFrozenClock();
  const world = createSessionWorld({ clock });
  const domain = cookieDomain('example.com', { inactivity: 60 * minute, expiration: 24 * 60 * minute });
  const cookie = await world.signInJohn(domain);
  gate = await startTestGate({
    clock,
    sessions: () => world.sessions,
    cookieDomains: [domain],
    rules: [
      {
        ...rule('one_factor', 'bank.example.com'),
        resources: ['^/unread'],
        inactivity: 5 * minute,
        counts_as_activity: false,
      },
      { ...rule('one_factor', 'bank.example.com'), inactivity: 5 * minute, expiration: 30 * minute },
      rule('one_factor', 'wiki.example.com'),
    ],
  });
  const { send } = gate;
  const ask = async (url: string) =>
    (await send(checkOf('auth-request', { url, headers: [['Cookie', cookie]] }))).status;
  return { ...world, domain, cookie, ask };
}

test('an application with its own inactivity is kept open by its own use, and by nothing else', async () => {
  const { clock, ask } = await createWorld();
  for (let time = 0; time < 4; time++) {
    expect(await ask(bank)).toBe(200);
    clock.advance(4 * minute);
  }
  expect(await ask(bank)).toBe(200);
  for (let time = 0; time < 5; time++) {
    expect(await ask(wiki)).toBe(200);
    clock.advance(minute);
  }
  expect(await ask(bank)).toBe(401);
  expect(await ask(wiki)).toBe(200);
  expect(await ask(bank)).toBe(401);
});

test('what pages ask on their own keeps no application open', async () => {
  const { clock, ask } = await createWorld();
  for (let time = 0; time < 5; time++) {
    expect(await ask(news)).toBe(200);
    clock.advance(minute);
  }
  expect(await ask(news)).toBe(401);
  expect(await ask(bank)).toBe(401);
});

test('what pages ask on their own keeps no session from going idle', async () => {
  const { clock, ask } = await createWorld();
  expect(await ask(wiki)).toBe(200);
  clock.advance(30 * minute);
  expect(await ask(news)).toBe(401);
  clock.advance(31 * minute);
  expect(await ask(wiki)).toBe(401);
});

test('a factor that is proved once more opens it again, in the same session', async () => {
  const { clock, ask, sessions, domain, cookie } = await createWorld();
  clock.advance(5 * minute);
  expect(await ask(bank)).toBe(401);
  const found = await sessions.find(domain, [cookie], { countsAsActivity: false });
  const raised = found && (await sessions.raise(domain, found, { methods: ['pwd'] }));
  const again = raised?.setCookie.split(';', 1)[0] ?? '';
  const status = async () =>
    (await gate?.send(checkOf('auth-request', { url: bank, headers: [['Cookie', again]] })))?.status;
  expect(await status()).toBe(200);
  expect(raised?.session.signedInAtMs).toBe(found?.session.signedInAtMs);
  for (let time = 0; time < 7; time++) {
    clock.advance(4 * minute);
    expect(await status()).toBe(200);
  }
  // Its own expiration: half an hour after the proof, however busy.
  clock.advance(2 * minute);
  expect(await status()).toBe(401);
});

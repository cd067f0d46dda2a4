import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { people } from '../support/people.ts';
import { createPortalPerson, type PersonsApp, type PortalPerson } from '../support/portal-person.ts';
import type { SoftwareAuthenticator } from '../support/software-authenticator.ts';
import { webAuthnPaths } from '../support/webauthn-browser.ts';
import { createGuessingWorld, type GuessingWorld } from './guessing-world.ts';

// Authelia CVE-2025-24806, CVE-2026-47203, over every path that takes a proof (departures.md §4), against the whole program.

const { john } = people;
const totp = '/api/secondfactor/totp';
const recovery = '/api/secondfactor/recovery-code';
const elevation = '/api/user/session/elevation';

let world: GuessingWorld;
let app: PersonsApp;
let key: SoftwareAuthenticator;
/** John himself, in a browser of his own: signed in, and his settings open. */
let johnHimself: PortalPerson;

beforeEach(async () => {
  world = await createGuessingWorld({
    webauthn: { enable_passkey_login: true },
  });
  johnHimself = await signedIn();
  await johnHimself.elevate();
  app = await johnHimself.enrolApp();
  key = await johnHimself.enrolKey('Laptop');
  world.clock.advance(30_000);
});
afterEach(() => world.close());

const openBrowser = (address = '203.0.113.7') =>
  createPortalPerson({ port: world.gatehouse.port, clock: world.clock, mailedCode: lastCode, address });

async function signedIn(address?: string): Promise<PortalPerson> {
  const person = openBrowser(address);
  expect(await person.signIn(john.username, john.password)).toBe(200);
  return person;
}

async function lastCode(): Promise<string> {
  const mail = await readFile(join(world.folder, 'messages.txt'), 'utf8');
  return /^\s*([A-HJ-NP-RT-UV-Z2-9]{8})\s*$/m.exec(mail)?.[1] ?? '';
}

/** A proof: made beforehand, by somebody in that session, and sent later. */
type Proof = (person: PortalPerson) => Promise<() => Promise<number>>;

const prove =
  (method: string, path: string, body: unknown): Proof =>
  async (person) =>
  async () =>
    (await person.send(method, path, body)).status;

/** Proofs in the place of the first factor, or that ask for the password again: all count together. */
const firstFactors: Readonly<Record<string, (isRight: boolean) => Proof>> = {
  form: (isRight) => async () => () =>
    world.ways.form({ username: 'JOHN', password: isRight ? john.password : 'no' }),
  api: (isRight) => async () => () =>
    world.ways.api({ username: john.email, password: isRight ? john.password : 'no' }),
  basic: (isRight) => async () => () =>
    world.ways.basic({ username: 'John', password: isRight ? john.password : 'no' }),
  'the password again': (isRight) =>
    prove('POST', '/api/firstfactor/reauthenticate', { password: isRight ? john.password : 'no' }),
  'the password as the second factor': (isRight) =>
    prove('POST', '/api/secondfactor/password', { password: isRight ? john.password : 'no' }),
  'the password of a change': (isRight) => async () => async () =>
    (
      await johnHimself.send('POST', '/api/change-password', {
        username: john.username,
        old_password: isRight ? john.password : 'no',
        new_password: 'another one entirely',
      })
    ).status,
  passkey: (isRight) => async () => {
    const stranger = openBrowser();
    const body = await stranger.answerWith(key, webAuthnPaths.passkey, !isRight);
    return async () => (await stranger.send('POST', webAuthnPaths.passkey, body)).status;
  },
};

const secondFactors: Readonly<Record<string, (isRight: boolean) => Proof>> = {
  'a one-time password': (isRight) => (person) =>
    prove('POST', totp, { token: isRight ? app.code() : app.code(9) })(person),
  'a recovery code': (isRight) => (person) =>
    prove('POST', recovery, { code: isRight ? app.recoveryCodes[0] : '00000-00000' })(person),
  'a security key': (isRight) => async (person) => {
    const body = await person.answerWith(key, webAuthnPaths.signIn, !isRight);
    return async () => (await person.send('POST', webAuthnPaths.signIn, body)).status;
  },
};

const mailedCodes: Readonly<Record<string, (isRight: boolean) => Proof>> = {
  'a mailed code': (isRight) => async (person) => {
    await person.send('POST', elevation);
    const otc = isRight ? await lastCode() : 'AAAAAAAA';
    return async () => (await person.send('PUT', elevation, { otc })).status;
  },
};

const everyProof = Object.entries({ ...firstFactors, ...secondFactors, ...mailedCodes });

/** A right proof of every kind, prepared by somebody who signed in before. */
async function prepareAll(): Promise<readonly (readonly [string, () => Promise<number>])[]> {
  const person = await signedIn('203.0.113.8');
  const prepared = everyProof.map(async ([name, make]) => [name, await make(true)(person)] as const);
  return Promise.all(prepared);
}

/** A form that is right leads on. */
const outcome = (status: number) => (status === 200 || status === 303 ? 'let in' : 'refused');

describe('three failures, however they are spread, and every way in is closed (Authelia CVE-2025-24806, CVE-2026-47203)', () => {
  const groups = { firstFactors, secondFactors, mailedCodes };
  const spreads = Object.entries(groups).flatMap(([group, kinds]) => {
    const names = Object.keys(kinds);
    return names.map(
      (_, first) => [group, [0, 1, 2].map((step) => names[(first + step) % names.length] ?? '')] as const,
    );
  });

  test.each(spreads)('%s: %j', async (_group, names) => {
    const rights = await prepareAll();
    // Who guesses comes from everywhere: no limit of one address stands in for the ban.
    const guessers = await Promise.all(names.map((_, index) => signedIn(`198.51.100.${index + 1}`)));
    for (const [index, name] of names.entries()) {
      const make = everyProof.find(([one]) => one === name)?.[1];
      const guesser = guessers[index];
      const wrong = guesser && (await make?.(false)(guesser));
      expect([name, outcome((await wrong?.()) ?? 0)]).toEqual([name, 'refused']);
    }
    for (const [name, right] of rights) expect([name, outcome(await right())]).toEqual([name, 'refused']);
    // The ban ends in time, and none of them has left the door open or shut.
    world.clock.advance(301_000);
    const later = openBrowser();
    expect(await later.signIn(john.username, john.password)).toBe(200);
  });

  test.each(everyProof)(
    'without failures it is let in, so it is the ban that refuses: %s',
    async (_name, make) => {
      const right = await make(true)(await signedIn('203.0.113.8'));
      expect(outcome(await right())).toBe('let in');
    },
  );
});

test('a new password lifts no ban, and what is no link counts for nobody', async () => {
  const token = 'not.a.token';
  const finish = '/api/reset-password/identity/finish';
  const stranger = openBrowser();
  for (let tries = 0; tries < 3; tries++) await stranger.send('POST', finish, { token });
  expect(await openBrowser().signIn(john.username, john.password)).toBe(200);
  for (let tries = 0; tries < 3; tries++) await openBrowser().signIn(john.username, 'no');
  await stranger.send('POST', '/api/reset-password/identity/start', { username: john.username });
  const mailedLink = async () =>
    /reset-password\/step2\?token=([\w.-]+)/.exec(
      await readFile(join(world.folder, 'messages.txt'), 'utf8'),
    )?.[1];
  await expect.poll(mailedLink, { timeout: 20_000 }).toBeDefined();
  await stranger.send('POST', finish, { token: await mailedLink() });
  const password = 'another one entirely';
  expect((await stranger.send('POST', '/api/reset-password', { password })).body).toEqual({ status: 'OK' });
  expect(await openBrowser().signIn(john.username, password)).toBe(401);
  world.clock.advance(301_000);
  expect(await openBrowser().signIn(john.username, password)).toBe(200);
});

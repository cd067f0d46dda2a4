import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { directoryPeople, type LdapDirectory } from '../../../support/ldap-directory.ts';
import { type LdapGatehouse, startLdapGatehouse } from '../../../support/ldap-gatehouse.ts';
import { describeWithSlapd } from '../../../support/slapd.ts';
import { openldap } from './start-openldap.ts';

const { john, bob, castor, pollux } = directoryPeople;
const everybody = [john, bob, castor, pollux];

describeWithSlapd('slapd dies in the middle of 200 sessions', () => {
  let directory: LdapDirectory;
  let gatehouse: LdapGatehouse;
  beforeAll(async () => {
    directory = await openldap.start();
    gatehouse = await startLdapGatehouse(openldap, directory);
  });
  afterAll(async () => {
    await gatehouse?.close();
    await directory?.close();
  });

  const signInAll = (count: number) =>
    Promise.all(
      Array.from({ length: count }, (_, index) => {
        const person = everybody[index % everybody.length] ?? john;
        return gatehouse.signIn(person.username, person.password);
      }),
    );
  const statusesOf = async (cookies: readonly string[]) => {
    const answers = await Promise.all(cookies.map((cookie) => gatehouse.check(cookie)));
    return [...new Set(answers.map(({ status }) => status))];
  };

  test('no session is lost, new sign-ins get a clear temporary error, and all is well again within seconds', async () => {
    const answers = await signInAll(200);
    const cookies = answers.map(({ cookie }) => cookie);
    expect(new Set(cookies).size).toBe(200);

    // Requests and sign-ins go on all the time, while the server dies and while it comes back.
    const [checked, signedIn] = [new Set<number>(), new Set<number>()];
    let isOver = false;
    const traffic = (async () => {
      while (!isOver) {
        gatehouse.clock.advance(20_000);
        for (const status of await statusesOf(cookies)) checked.add(status);
        for (const { status } of await signInAll(4)) signedIn.add(status);
        await delay(1);
      }
    })();
    await directory.kill();
    await expect.poll(() => signedIn.has(503), { timeout: 10_000 }).toBe(true);
    await directory.start();
    await expect
      .poll(async () => (await signInAll(4)).every(({ status }) => status === 200), { timeout: 10_000 })
      .toBe(true);
    isOver = true;
    await traffic;

    expect([...checked]).toEqual([200]);
    expect([...signedIn].filter((status) => status !== 200 && status !== 503)).toEqual([]);
    expect(await statusesOf(cookies)).toEqual([200]);
  });

  test('and the sessions follow the directory again', async () => {
    const { cookie } = await gatehouse.signIn('bob', bob.password);
    await directory.disable('bob');
    gatehouse.clock.advance(300_000);
    expect(await gatehouse.check(cookie)).toMatchObject({ status: 401, user: '' });
  });
});

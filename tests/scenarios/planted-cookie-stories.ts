import { expect, test } from 'vitest';
import { people } from '../support/people.ts';
import { cookieNames, createEnvironmentClient, type ProxyEnvironment } from '../support/proxy-environment.ts';
import { signIn } from '../support/sign-in.ts';

/** Session fixation and guessing (attacks.md, sessions). */
export function plantedCookieStories(environment: () => ProxyEnvironment): void {
  test('a cookie planted before the sign-in is not the one used after it', async () => {
    const { first } = environment();
    const victim = createEnvironmentClient(environment());
    const app = new URL(first.app);
    const planted = 'A'.repeat(43);
    victim.jar.receive(
      `${cookieNames.first}=${planted}; Domain=${app.hostname.slice('app.'.length)}; Path=/`,
      app,
    );
    await signIn(victim, first, people.john);
    expect(victim.jar.value(cookieNames.first, app)).not.toBe(planted);
    expect((await victim.open(first.app)).status).toBe(200);

    const attacker = createEnvironmentClient(environment());
    const replayed = await attacker.open(first.app, {
      headers: { Cookie: `${cookieNames.first}=${planted}` },
    });
    expect(replayed.status).toBe(302);
    victim.close();
    attacker.close();
  });

  test("an attacker's own session planted in another browser is replaced by the sign-in there", async () => {
    const { first } = environment();
    const [attacker, victim] = [
      createEnvironmentClient(environment()),
      createEnvironmentClient(environment()),
    ];
    const app = new URL(first.app);
    await signIn(attacker, first, people.harry);
    const planted = attacker.jar.value(cookieNames.first, app);
    victim.jar.receive(
      `${cookieNames.first}=${planted}; Domain=${app.hostname.slice('app.'.length)}; Path=/`,
      app,
    );
    await signIn(victim, first, people.john);
    const seen = (await attacker.open(first.app)).body;
    expect(seen).not.toContain('"john"');
    attacker.close();
    victim.close();
  });

  test('a damaged cookie never opens a guarded page', async () => {
    const { first, application } = environment();
    const client = createEnvironmentClient(environment());
    await signIn(client, first, people.john);
    const value = client.jar.value(cookieNames.first, new URL(first.app)) ?? '';
    const before = application.seen.length;
    for (const damaged of damagedCookies(value)) {
      const { status } = await client.open(first.app, { headers: { Cookie: damaged } });
      expect([302, 400, 401], damaged.slice(0, 80)).toContain(status);
    }
    expect(application.seen.length).toBe(before);
    client.close();
  });
}

function damagedCookies(value: string): string[] {
  const name = cookieNames.first;
  return [
    `${name}=`,
    name,
    `${name}=${value.slice(0, -1)}`,
    `${name}=${value}A`,
    `${name}=%00${value}`,
    `${name}=${value.slice(1)}${value[0]}`,
    `${name}=${'A'.repeat(3000)}`,
    `${name}="`,
    `${name}=../../${value}`,
    `${name.toUpperCase()}=${value}`,
  ];
}

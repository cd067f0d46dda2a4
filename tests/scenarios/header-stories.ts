import { expect, test } from 'vitest';
import type { SeenRequest } from '../support/echo-application.ts';
import { people } from '../support/people.ts';
import { createEnvironmentClient, type ProxyEnvironment } from '../support/proxy-environment.ts';
import { signIn } from '../support/sign-in.ts';

const identityHeaders = ['remote-user', 'remote-groups', 'remote-name', 'remote-email'] as const;

const forged = {
  'Remote-User': 'admin',
  'Remote-Groups': 'admins',
  'Remote-Name': 'Forged',
  'Remote-Email': 'forged@example.com',
};

const forgedWithUnderscores = {
  Remote_User: 'admin',
  Remote_Groups: 'admins',
  REMOTE_NAME: 'Forged',
  Remote_Email: 'forged@example.com',
};

/** The identity headers: from Gatehouse alone, never from a client (attacks.md, trust in headers). */
export function headerStories(environment: () => ProxyEnvironment): void {
  const forgeries = () =>
    environment().manners.dropsUnderscoreHeaders ? { ...forged, ...forgedWithUnderscores } : forged;
  const lastSeen = () => {
    const seen = environment().application.seen.at(-1);
    if (seen === undefined) throw new Error('nothing reached the application');
    return seen;
  };

  test('the application gets the four headers of the person signed in', async () => {
    const { first } = environment();
    const client = createEnvironmentClient(environment());
    await signIn(client, first, people.john);
    await client.open(first.app);
    expect(identityOf(lastSeen())).toEqual({
      'remote-user': 'john',
      'remote-groups': 'admins,dev',
      'remote-name': 'John Doe',
      'remote-email': 'john@example.com',
    });
    client.close();
  });

  test('a person signed in is known on an open page as well', async () => {
    const { first } = environment();
    const client = createEnvironmentClient(environment());
    await signIn(client, first, people.harry);
    await client.open(first.public);
    expect(identityOf(lastSeen())).toMatchObject({ 'remote-user': 'harry', 'remote-groups': '' });
    client.close();
  });

  test("a stranger's own identity headers do not reach an open page, however they are spelled", async () => {
    const { first } = environment();
    const client = createEnvironmentClient(environment());
    const answer = await client.open(first.public, { headers: forgeries() });
    expect(answer.status).toBe(200);
    expect(identityOf(lastSeen())).toEqual({
      'remote-user': '',
      'remote-groups': '',
      'remote-name': '',
      'remote-email': '',
    });
    client.close();
  });

  test("a person's own identity headers do not replace the real ones", async () => {
    const { first } = environment();
    const client = createEnvironmentClient(environment());
    await signIn(client, first, people.harry);
    await client.open(first.app, { headers: forgeries() });
    expect(identityOf(lastSeen())).toEqual({
      'remote-user': 'harry',
      'remote-groups': '',
      'remote-name': 'Harry Potter',
      'remote-email': 'harry@example.com',
    });
    client.close();
  });

  test('forwarded headers of a client never open a guarded page', async () => {
    const { first, application } = environment();
    const client = createEnvironmentClient(environment());
    const open = new URL(first.public);
    const before = application.seen.length;
    for (const headers of forwardedForgeries(open)) {
      const { status } = await client.open(`${first.app}/secret`, { headers });
      expect([302, 400, 401, 500], JSON.stringify(headers)).toContain(status);
    }
    expect(application.seen.length).toBe(before);
    client.close();
  });
}

/** The identity that an application which joins `-` and `_` (as CGI and WSGI do) would see: all values, joined. */
function identityOf(seen: SeenRequest): Record<string, string> {
  const values = (name: string) =>
    Object.entries(seen.headers)
      .filter(([key]) => key.replaceAll('_', '-') === name)
      .flatMap(([, list]) => list ?? []);
  return Object.fromEntries(identityHeaders.map((name) => [name, values(name).join('|')]));
}

function forwardedForgeries(open: URL): Record<string, string>[] {
  return [
    { 'X-Forwarded-Host': open.host },
    { 'X-Forwarded-Uri': '/', 'X-Forwarded-Host': open.host, 'X-Forwarded-Proto': 'https' },
    { 'X-Original-URL': open.href },
    { 'X-Original-URL': open.href, 'X-Original-Method': 'GET' },
    { X_Forwarded_Host: open.host },
    { X_Original_URL: open.href },
    { 'X-Forwarded-Method': 'OPTIONS' },
    { Connection: 'close, X-Forwarded-Host, X-Original-URL, X-Forwarded-Uri' },
  ];
}

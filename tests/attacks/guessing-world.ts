import { join } from 'node:path';
import { createFrozenClock, type FrozenClock } from '../support/frozen-clock.ts';
import { createTemporaryFolder } from '../support/temporary-folder.ts';
import { startTestGatehouse, type TestGatehouse } from '../support/test-gatehouse.ts';

/** A whole Gatehouse behind a proxy on the same machine, as an attacker sees it. */
export interface GuessingWorld {
  readonly gatehouse: TestGatehouse;
  readonly clock: FrozenClock;
  readonly folder: string;
  /** Each way of giving a password; gives the status of the answer. */
  readonly ways: Readonly<Record<'api' | 'form' | 'basic', (guess: Guess) => Promise<number>>>;
  readonly post: (path: string, body: unknown, headers?: Record<string, string>) => Promise<Response>;
  close(): Promise<void>;
}

/** A name and a password, and who sends them. */
export interface Guess {
  readonly username: string;
  readonly password: string;
  /** Default: one and the same client. */
  readonly from?: string | undefined;
}

const portal = 'auth.example.com';

/** Starts one; keys of `configuration` replace the usual ones. */
export async function createGuessingWorld(
  configuration: Readonly<Record<string, unknown>> = {},
  startMs?: number,
): Promise<GuessingWorld> {
  const folder = await createTemporaryFolder('guessing');
  const clock = createFrozenClock(startMs);
  const gatehouse = await startTestGatehouse({
    folder: folder.path,
    clock,
    configuration: {
      authentication_backend: {
        file: { path: join(folder.path, 'users.yml'), search: { email: true, case_insensitive: true } },
      },
      access_control: { default_policy: 'one_factor' },
      session: { cookies: [{ domain: 'example.com', authelia_url: `https://${portal}` }] },
      ...configuration,
    },
  });
  const ask = (path: string, init: RequestInit, headers: Record<string, string>) =>
    fetch(`http://127.0.0.1:${gatehouse.port}${path}`, {
      redirect: 'manual',
      ...init,
      headers: { 'x-forwarded-proto': 'https', 'x-forwarded-host': portal, ...headers },
    });
  const client = (from = '203.0.113.7') => ({ 'x-forwarded-for': from });
  const post: GuessingWorld['post'] = (path, body, headers = client()) =>
    ask(path, { method: 'POST', body: JSON.stringify(body) }, headers);
  return {
    gatehouse,
    clock,
    folder: folder.path,
    post,
    ways: {
      async api({ username, password, from }) {
        return (await post('/api/firstfactor', { username, password }, client(from))).status;
      },
      async form({ username, password, from }) {
        const body = new URLSearchParams({ username, password });
        return (await ask('/sign-in', { method: 'POST', body }, client(from))).status;
      },
      async basic({ username, password, from }) {
        const credentials = Buffer.from(`${username}:${password}`).toString('base64');
        const target = {
          'x-forwarded-host': 'app.example.com',
          'x-forwarded-uri': '/',
          'x-forwarded-method': 'GET',
        };
        const headers = { ...client(from), ...target, authorization: `Basic ${credentials}` };
        return (await ask('/api/authz/forward-auth', {}, headers)).status;
      },
    },
    async close() {
      await gatehouse.close();
      await folder.remove();
    },
  };
}

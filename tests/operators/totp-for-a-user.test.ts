import { join } from 'node:path';
import { expect, test } from 'vitest';
import { run } from '../../src/cli/run.ts';
import { totpCode } from '../../src/factors/totp/totp-codes.ts';
import { createFrozenClock } from '../support/frozen-clock.ts';
import { people } from '../support/people.ts';
import { createTemporaryFolder } from '../support/temporary-folder.ts';
import { startTestGatehouse } from '../support/test-gatehouse.ts';
import { createTestingIo } from '../support/testing-io.ts';

const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

test('one-time passwords that an operator made, while Gatehouse serves, open what needs two factors', async () => {
  await using folder = await openFolder();
  const clock = createFrozenClock();
  const gatehouse = await startTestGatehouse({
    folder: folder.path,
    clock,
    configuration: {
      access_control: { default_policy: 'two_factor' },
      session: { cookies: [{ domain: 'example.com', authelia_url: 'https://auth.example.com' }] },
    },
  });
  await using _ = { [Symbol.asyncDispose]: () => gatehouse.close() };
  const ask = (path: string, headers: Record<string, string>, body?: object) =>
    fetch(`http://127.0.0.1:${gatehouse.port}${path}`, {
      redirect: 'manual',
      headers: { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'auth.example.com', ...headers },
      ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
    });
  const isLetThrough = async (cookie: string) => {
    const target = {
      'x-forwarded-host': 'app.example.com',
      'x-forwarded-uri': '/',
      'x-forwarded-method': 'GET',
    };
    return (await ask('/api/authz/forward-auth', { cookie, ...target })).status === 200;
  };

  const { username, password } = people.john;
  const signedIn = await ask('/api/firstfactor', {}, { username, password });
  const one = cookieOf(signedIn);
  expect(await isLetThrough(one)).toBe(false);
  await generate(folder.path, username);
  const code = totpCode(
    { secret: Buffer.from('12345678901234567890'), algorithm: 'SHA1', digits: 6, period: 30 },
    Math.floor(clock.now() / 30_000),
  );
  const proved = await ask('/api/secondfactor/totp', { cookie: one }, { token: code });
  expect([proved.status, await proved.json()]).toEqual([200, { status: 'OK' }]);
  expect(await isLetThrough(cookieOf(proved))).toBe(true);
  expect(await isLetThrough(one)).toBe(false);
});

async function generate(folder: string, username: string): Promise<void> {
  const { io, written } = createTestingIo();
  const words = ['storage', 'user', 'totp', 'generate', username, '--secret', secret];
  const code = await run([...words, '--config', join(folder, 'configuration.yml')], io);
  expect([code, written.err]).toEqual([0, expect.any(String)]);
}

function cookieOf(response: Response): string {
  return response.headers.get('set-cookie')?.split(';')[0] ?? '';
}

async function openFolder() {
  const folder = await createTemporaryFolder('totp');
  return { path: folder.path, [Symbol.asyncDispose]: () => folder.remove() };
}

import { expect, test, vi } from 'vitest';
import { sendRaw } from '../tests/support/send-raw.ts';
import { createTemporaryFolder } from '../tests/support/temporary-folder.ts';
import { demoHosts } from './demo-hosts.ts';
import { startDemo } from './start-demo.ts';

test('a sign-in from a second browser lands in the mailbox, through a real mail server', async () => {
  const folder = await createTemporaryFolder('demo-mail');
  const demo = await startDemo({ folder: folder.path, port: 0 });
  try {
    const ask = (host: string, target: string, body?: object) =>
      sendRaw(
        { port: demo.port },
        {
          method: body === undefined ? 'GET' : 'POST',
          target,
          headers: [
            ['Host', `${host}:${demo.port}`],
            ['Content-Type', 'application/json'],
            ['Origin', `http://${host}:${demo.port}`],
          ],
          ...(body && { body: JSON.stringify(body) }),
        },
      );
    const credentials = { username: 'alice', password: 'wonderland' };
    for (const _browser of ['first', 'second']) {
      expect((await ask(demoHosts.portal, '/api/firstfactor', credentials)).status).toBe(200);
    }
    await vi.waitFor(
      async () => {
        const { body } = await ask(demoHosts.mail, '/');
        expect(body).toContain('Sign-in from a new device');
        expect(body).toContain('alice@example.localhost');
      },
      { timeout: 20_000, interval: 200 },
    );
  } finally {
    await demo.close();
    await folder.remove();
  }
});

import { get } from 'node:https';
import { createServer } from 'node:net';
import { describe, expect, test } from 'vitest';
import { allStories, runScenarios } from '../../scenarios/run-scenarios.ts';
import { findFreePort } from '../../support/free-port.ts';
import { type ProxyPlan, startBehindProxy } from '../../support/proxied-gatehouse.ts';
import { createTemporaryFolder } from '../../support/temporary-folder.ts';
import { createTestCertificate } from '../../support/test-certificate.ts';
import { findApache } from './find-apache.ts';
import { startApache } from './start-apache.ts';

const apache = findApache();

runScenarios(
  'Apache httpd with our Lua script, as documented',
  () =>
    startBehindProxy({
      name: 'apache',
      // The script hands every refusal on, with a page of Apache's own.
      manners: {
        anonymousPost: 303,
        anonymousScript: 401,
        wrongBasic: 401,
        malformedTarget: 400,
        handsOnMethod: true,
        readsAuthorization: true,
        dropsUnderscoreHeaders: true,
      },
      start: (plan) => startApache(apache ?? 'apache2', plan),
    }),
  { stories: allStories, isMissing: apache === undefined },
);

describe.skipIf(apache === undefined)('Apache httpd while Gatehouse', () => {
  test.each([
    ['is away', undefined],
    ['says nothing', ''],
    ['breaks off in its headers', 'HTTP/1.1 200 OK\r\nRemote-User: john\r\n'],
    ['says something else than HTTP', 'SSH-2.0-OpenSSH_9.2\r\n'],
    ['fails', 'HTTP/1.1 500 Internal Server Error\r\n\r\n'],
    ['says 204', 'HTTP/1.1 204 No Content\r\n\r\n'],
  ])('%s lets nobody in', async (_name, answer) => {
    const folder = await createTemporaryFolder('apache-alone');
    const ports = await findFreePorts();
    const domains = ['example.com', 'example.org'] as const;
    const certificate = await createTestCertificate(folder.path, domains);
    const plan: ProxyPlan = { folder: folder.path, ports, certificate, domains };
    const application = await startImpostor(ports.application, '');
    const impostor = answer === undefined ? undefined : await startImpostor(ports.gatehouse, answer);
    const program = await startApache(apache ?? 'apache2', plan);
    expect(await statusOfPage(plan)).toBe(503);
    expect(application.connections()).toBe(0);
    await program.stop();
    await impostor?.close();
    await application.close();
    await folder.remove();
  });
});

async function findFreePorts(): Promise<ProxyPlan['ports']> {
  const [https, http] = [await findFreePort(), await findFreePort()];
  return { https, http, gatehouse: await findFreePort(), application: await findFreePort() };
}

interface Impostor {
  readonly connections: () => number;
  close(): Promise<void>;
}

/** Says the same to everyone, whatever they say. */
async function startImpostor(port: number, answer: string): Promise<Impostor> {
  let count = 0;
  const server = createServer((socket) => {
    count++;
    socket.on('error', () => undefined);
    socket.resume();
    socket.end(answer);
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    connections: () => count,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function statusOfPage({ ports, certificate }: ProxyPlan): Promise<number | undefined> {
  const host = 'app.example.com';
  const options = { host: '127.0.0.1', port: ports.https, servername: host, headers: { host } };
  return new Promise((resolve, reject) => {
    get({ ...options, ca: certificate.authority, agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode);
    }).on('error', reject);
  });
}

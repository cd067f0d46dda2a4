import { createServer } from 'node:http';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { writeGatehouseFiles } from '../../tests/support/gatehouse-process.ts';
import { createTemporaryFolder, type TemporaryFolder } from '../../tests/support/temporary-folder.ts';
import { createTestingIo } from '../../tests/support/testing-io.ts';
import { healthcheck } from './healthcheck.ts';

let folder: TemporaryFolder;
const closers: (() => void)[] = [];
beforeEach(async () => {
  folder = await createTemporaryFolder('healthcheck');
});
afterEach(async () => {
  for (const close of closers.splice(0)) close();
  await folder.remove();
});

/** A server that answers that status to its health path, and 404 to all else. */
async function listen(at: number | string, status = 200, path = '/api/health'): Promise<void> {
  const server = createServer((request, response) => {
    response.statusCode = request.url === path ? status : 404;
    response.end();
  });
  closers.push(() => void server.close());
  await new Promise<void>((resolve) => {
    if (typeof at === 'number') server.listen(at, '127.0.0.1', resolve);
    else server.listen(at, resolve);
  });
}

async function run(environment: Record<string, string> = {}, ...args: string[]) {
  const { io, written } = createTestingIo();
  const code = await healthcheck(['--config', 'configuration.yml', ...args], {
    ...io,
    environment,
    workingDirectory: folder.path,
  });
  return { code, said: written.out + written.err };
}

test('a server that answers is healthy, in silence', async () => {
  await listen(await writeGatehouseFiles(folder.path));
  expect(await run()).toEqual({ code: 0, said: '' });
});

test('one that is not there, or answers otherwise, is not', async () => {
  const port = await writeGatehouseFiles(folder.path);
  expect(await run()).toEqual({ code: 1, said: expect.stringContaining('ECONNREFUSED') });
  await listen(port, 503);
  expect(await run()).toEqual({ code: 1, said: 'Gatehouse is not healthy: 503.\n' });
});

test('a sub-path and a unix socket are asked where they are', async () => {
  const port = await writeGatehouseFiles(folder.path);
  await writeGatehouseFiles(folder.path, { server: { address: `tcp://:${port}/auth` } });
  await listen(port, 200, '/auth/api/health');
  expect((await run()).code).toBe(0);
  const socket = `${folder.path}/gatehouse.sock`;
  await writeGatehouseFiles(folder.path, { server: { address: `unix://${socket}` } });
  await listen(socket);
  expect((await run()).code).toBe(0);
});

test('switched off it succeeds without asking', async () => {
  const port = await writeGatehouseFiles(folder.path);
  const server = { address: `tcp://127.0.0.1:${port}/`, disable_healthcheck: true };
  await writeGatehouseFiles(folder.path, { server });
  expect((await run()).code).toBe(0);
});

test('the environment may say where to ask', async () => {
  const elsewhere = await writeGatehouseFiles(folder.path);
  await writeGatehouseFiles(folder.path);
  await listen(elsewhere, 200, '/auth/api/health');
  const environment = {
    X_AUTHELIA_HEALTHCHECK_SCHEME: 'http',
    X_AUTHELIA_HEALTHCHECK_HOST: '0.0.0.0',
    X_AUTHELIA_HEALTHCHECK_PORT: String(elsewhere),
    X_AUTHELIA_HEALTHCHECK_PATH: '/auth',
  };
  expect((await run(environment)).code).toBe(0);
});

test('a configuration that is not valid is no health, and a stray word no command', async () => {
  await writeGatehouseFiles(folder.path, { theme: 'pink' });
  expect(await run()).toMatchObject({ code: 1, said: expect.stringContaining('not valid') });
  await expect(run({}, 'now')).rejects.toThrow('too many');
});

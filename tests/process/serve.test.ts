import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, renameSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { delimiter, dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  type GatehouseProcess,
  startGatehouseProcess,
  watch,
  writeGatehouseFiles,
} from '../support/gatehouse-process.ts';
import { projectRoot } from '../support/project-root.ts';
import { sendRaw } from '../support/send-raw.ts';
import { createTemporaryFolder, type TemporaryFolder } from '../support/temporary-folder.ts';

// `gatehouse --config FILE` as operators run it: a process of its own, with signals, files and exit codes.

let folder: TemporaryFolder;
const started: GatehouseProcess[] = [];

beforeEach(async () => {
  folder = await createTemporaryFolder('process');
});
afterEach(async () => {
  for (const one of started.splice(0)) {
    one.signal('SIGKILL');
    await one.ended;
  }
  await folder.remove();
});

function start(...args: string[]): GatehouseProcess {
  const gatehouse = startGatehouseProcess(args, folder.path);
  started.push(gatehouse);
  return gatehouse;
}

async function startReady(keys: Readonly<Record<string, unknown>> = {}) {
  const port = await writeGatehouseFiles(folder.path, keys);
  const gatehouse = start('--config', 'configuration.yml');
  await gatehouse.until(() => gatehouse.stdout().includes('Gatehouse is ready'));
  return { gatehouse, port };
}

test('with a configuration it says where it listens, and answers', async () => {
  const { gatehouse, port } = await startReady();
  expect(gatehouse.stdout()).toMatch(/^time="[^"]+" level=info msg="Gatehouse is ready" .*url="http:/m);
  expect(gatehouse.stdout()).toContain(`http://127.0.0.1:${port}`);
  const health = await sendRaw({ port }, { target: '/api/health' });
  expect([health.status, health.body]).toEqual([200, '{"status":"OK"}']);
});

test('with a configuration that is wrong it tells every problem and ends with 1', async () => {
  await writeFile(
    join(folder.path, 'configuration.yml'),
    'theme: pink\nlog:\n  level: loud\nserver:\n  adress: x\n',
  );
  const gatehouse = start('--config', 'configuration.yml');
  expect(await gatehouse.ended).toBe(1);
  for (const key of ['theme', 'log.level', 'server.adress', 'session', 'authentication_backend']) {
    expect(gatehouse.stderr()).toContain(key);
  }
  expect(gatehouse.stderr()).toContain('does not start');
  expect(gatehouse.stderr()).not.toMatch(/^\s+at .*\.ts:\d+/m);
  expect(gatehouse.stdout()).toBe('');
});

test('on SIGTERM it answers what is under way, takes nothing new and ends with 0', async () => {
  const { gatehouse, port } = await startReady();
  const body = '{"username":"john","password":"not it"}';
  const socket = connect({ host: '127.0.0.1', port });
  let answer = '';
  socket.on('data', (chunk: Buffer) => (answer += chunk.toString('latin1')));
  const closed = once(socket, 'close');
  socket.write(
    'POST /api/firstfactor HTTP/1.1\r\nHost: auth.example.com\r\nX-Forwarded-Proto: https\r\n' +
      'X-Forwarded-Host: auth.example.com\r\nExpect: 100-continue\r\n' +
      `Content-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n`,
  );
  await gatehouse.until(() => answer.includes('100 Continue'));
  gatehouse.signal('SIGTERM');
  await gatehouse.until(() => gatehouse.stdout().includes('Gatehouse is stopping'));
  await expect(sendRaw({ port }, { target: '/api/health' })).rejects.toThrow('ECONNREFUSED');
  socket.write(body);
  await closed;
  expect(answer).toContain('HTTP/1.1 401 Unauthorized');
  expect(await gatehouse.ended).toBe(0);
  expect(gatehouse.stdout()).toContain('Gatehouse has stopped');
});

test('on SIGHUP it writes to a new log file, so that logs can be rotated by renaming', async () => {
  const path = join(folder.path, 'gatehouse.log');
  const { gatehouse, port } = await startReady({
    log: { level: 'debug', format: 'json', file_path: path, keep_stdout: true },
  });
  renameSync(path, `${path}.1`);
  gatehouse.signal('SIGHUP');
  await gatehouse.until(() => existsSync(path));
  await sendRaw({ port }, { target: '/api/verify', headers: [['X-Request-Id', 'abc-123']] });
  expect(readFileSync(`${path}.1`, 'utf8')).toContain('"msg":"Gatehouse is ready"');
  expect(readFileSync(`${path}.1`, 'utf8')).not.toContain('abc-123');
  expect(readFileSync(path, 'utf8')).toContain('"request_id":"abc-123"');
  await gatehouse.until(() => gatehouse.stdout().includes('abc-123'));
});

test('without keep_stdout a log file gets every line and standard output none', async () => {
  const path = join(folder.path, 'gatehouse.log');
  const port = await writeGatehouseFiles(folder.path, { log: { file_path: path } });
  const gatehouse = start('--config', 'configuration.yml');
  await gatehouse.until(() => existsSync(path) && readFileSync(path, 'utf8').includes('Gatehouse is ready'));
  expect((await sendRaw({ port }, { target: '/api/health' })).status).toBe(200);
  expect(gatehouse.stdout()).toBe('');
});

test('a port in use is told in one line, with what to do about it', async () => {
  const other = createServer();
  other.listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  await writeGatehouseFiles(folder.path, { server: { address: `tcp://127.0.0.1:${port}/` } });
  const gatehouse = start('--config', 'configuration.yml');
  expect(await gatehouse.ended).toBe(1);
  const lines = `${gatehouse.stdout()}${gatehouse.stderr()}`
    .split('\n')
    .filter((line) => line.includes('level=error'));
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain(`address already in use 127.0.0.1:${port}`);
  expect(lines[0]).toContain('write another port');
  other.close();
});

test('a relative path counts from where `npm start` was typed', async () => {
  await writeGatehouseFiles(folder.path);
  const npm = spawn(
    'npm',
    ['--prefix', projectRoot, 'start', '--', 'config', 'validate', '--config', 'configuration.yml'],
    {
      cwd: folder.path,
      env: { ...process.env, PATH: `${dirname(process.execPath)}${delimiter}${process.env.PATH}` },
    },
  );
  const run = watch(npm);
  started.push(run);
  expect([await run.ended, run.stderr()]).toEqual([0, expect.not.stringContaining('does not exist')]);
  expect(run.stdout()).toContain('configuration.yml');
});

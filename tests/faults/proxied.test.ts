import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { startEchoApplication } from '../support/echo-application.ts';
import { proxiedDoor } from '../support/faults/fault-door.ts';
import { createFaultGatehouseProcess } from '../support/faults/fault-gatehouse.ts';
import { startFaultLoad } from '../support/faults/fault-load.ts';
import { runFault } from '../support/faults/run-fault.ts';
import { findProgram } from '../support/find-program.ts';
import { findFreePort } from '../support/free-port.ts';
import { startRedisServer } from '../support/redis-server.ts';
import { startProgram } from '../support/running-program.ts';
import { createTemporaryFolder } from '../support/temporary-folder.ts';

// Two instances on one Redis behind nginx as docs/sessions.md writes it: one of them is killed or stopped under visitors.

const nginx = findProgram('nginx');
const isComplete = nginx !== undefined && findProgram('redis-server') !== undefined;

const configurationOf = (port: number, application: number, instances: readonly number[]) => `
events {}
http {
  access_log off;
  client_body_temp_path temporary/body; proxy_temp_path temporary/proxy; fastcgi_temp_path temporary/fastcgi;
  uwsgi_temp_path temporary/uwsgi; scgi_temp_path temporary/scgi;
  upstream gatehouse {
    ${instances.map((instance) => `server 127.0.0.1:${instance} max_fails=0;`).join(' ')}
    keepalive 16;
  }
  proxy_http_version 1.1;
  proxy_set_header Connection "";
  server {
    listen 127.0.0.1:${port};
    server_name public.example.com app.example.com secure.example.com;
    location / { auth_request /authz; proxy_pass http://127.0.0.1:${application}; }
    location = /authz {
      internal;
      proxy_pass http://gatehouse/api/authz/auth-request;
      proxy_pass_request_body off;
      proxy_set_header Content-Length "";
      proxy_set_header X-Original-Method $request_method;
      proxy_set_header X-Original-URL https://$host$request_uri;
      proxy_set_header X-Forwarded-For $remote_addr;
    }
  }
  server {
    listen 127.0.0.1:${port};
    server_name auth.example.com;
    location / {
      proxy_pass http://gatehouse;
      proxy_next_upstream error timeout non_idempotent;
      proxy_set_header X-Forwarded-Proto https;
      proxy_set_header X-Forwarded-Host auth.example.com;
      proxy_set_header X-Forwarded-For $remote_addr;
    }
  }
}
`;

const opened: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0).toReversed()) await close();
});

async function startWorld() {
  const folder = await createTemporaryFolder('faults');
  opened.push(() => folder.remove());
  const redis = await startRedisServer();
  opened.push(() => redis.close());
  const application = await startEchoApplication();
  opened.push(() => application.close());
  const session = { redis: { host: '127.0.0.1', port: redis.port } };
  const [one, two] = await Promise.all(
    ['one', 'two'].map((name) => createFaultGatehouseProcess({ name, folder: folder.path, session })),
  );
  if (one === undefined || two === undefined) throw new Error('two are needed');
  for (const instance of [one, two]) opened.push(() => instance.close());
  await Promise.all([one.start(), two.start()]);

  const port = await findFreePort();
  await mkdir(join(folder.path, 'temporary'));
  await writeFile(
    join(folder.path, 'nginx.conf'),
    configurationOf(port, application.port, [one.port, two.port]),
  );
  const program = await startProgram({
    command: nginx ?? 'nginx',
    arguments: [
      '-p',
      folder.path,
      '-c',
      'nginx.conf',
      '-g',
      'daemon off; pid nginx.pid; error_log stderr crit;',
    ],
    readyPort: port,
  });
  opened.push(() => program.stop());
  return { one, door: proxiedDoor('nginx', port) };
}

describe.skipIf(!isComplete)(
  'one of two instances behind nginx (nginx and redis-server must be installed)',
  () => {
    test.each(['SIGKILL', 'SIGTERM'] as const)(
      '%s: no session is lost and every visit is answered by the other one',
      async (signal) => {
        const { one, door } = await startWorld();
        const load = await startFaultLoad({ doors: [door], behindMs: 100 });
        await runFault(load, { begin: () => one.end(signal), end: () => one.start() });
        const { counts } = load;
        expect(counts.of('unavailable') + counts.of('unreachable'), counts.table()).toBe(0);
      },
      240_000,
    );
  },
);

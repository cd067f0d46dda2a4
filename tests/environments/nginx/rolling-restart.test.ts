import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { startEchoApplication } from '../../support/echo-application.ts';
import { findProgram } from '../../support/find-program.ts';
import { findFreePort } from '../../support/free-port.ts';
import { startGatehouseProcess, writeGatehouseFiles } from '../../support/gatehouse-process.ts';
import { people } from '../../support/people.ts';
import { startRedisServer } from '../../support/redis-server.ts';
import { startProgram } from '../../support/running-program.ts';
import { sendRaw } from '../../support/send-raw.ts';
import { createTemporaryFolder } from '../../support/temporary-folder.ts';

const nginx = findProgram('nginx');
const isComplete = nginx !== undefined && findProgram('redis-server') !== undefined;

/** Two instances behind kept connections; nginx asks the other one where one cannot be reached (docs/sessions.md). */
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
    server_name app.example.com;
    location / { auth_request /authz; proxy_pass http://127.0.0.1:${application}; }
    location = /authz {
      internal;
      proxy_pass http://gatehouse/api/authz/auth-request;
      proxy_pass_request_body off;
      proxy_set_header Content-Length "";
      proxy_set_header X-Original-Method $request_method;
      proxy_set_header X-Original-URL https://app.example.com$request_uri;
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

describe.skipIf(!isComplete)('two instances on Redis behind nginx (both must be installed)', () => {
  test('a rolling restart loses no session and answers every request', async () => {
    await using opened = new AsyncDisposableStack();
    const redis = opened.adopt(await startRedisServer(), (one) => one.close());
    const application = opened.adopt(await startEchoApplication(), (one) => one.close());
    const folder = opened.adopt(await createTemporaryFolder('rolling'), (one) => one.remove());
    const session = {
      secret: 'a secret that both instances share',
      redis: { host: '127.0.0.1', port: redis.port },
      cookies: [{ domain: 'example.com', authelia_url: 'https://auth.example.com' }],
    };
    const instances = await Promise.all(
      ['one', 'two'].map(async (name) => {
        const own = join(folder.path, name);
        await mkdir(own);
        return { folder: own, port: await writeGatehouseFiles(own, { session }) };
      }),
    );
    const start = async (own: string) => {
      const started = startGatehouseProcess(['--config', 'configuration.yml'], own);
      await started.until(() => started.stdout().includes('Gatehouse is ready'));
      return started;
    };
    const running = await Promise.all(instances.map((one) => start(one.folder)));
    opened.defer(async () => {
      for (const one of running) one.signal('SIGKILL');
      await Promise.all(running.map((one) => one.ended));
    });
    const port = await findFreePort();
    await mkdir(join(folder.path, 'temporary'));
    const ports = instances.map((one) => one.port);
    await writeFile(join(folder.path, 'nginx.conf'), configurationOf(port, application.port, ports));
    const nginxArguments = [
      '-p',
      folder.path,
      '-c',
      'nginx.conf',
      '-g',
      'daemon off; pid nginx.pid; error_log stderr crit;',
    ];
    opened.adopt(
      await startProgram({ command: nginx ?? 'nginx', arguments: nginxArguments, readyPort: port }),
      (one) => one.stop(),
    );

    const signIn = () =>
      sendRaw(
        { port },
        {
          method: 'POST',
          target: '/api/firstfactor',
          headers: [['Host', 'auth.example.com']],
          body: JSON.stringify({ username: 'john', password: people.john.password }),
        },
      );
    const cookieOf = (answer: Awaited<ReturnType<typeof signIn>>) =>
      answer.header('Set-Cookie')?.split(';')[0] ?? '';
    const cookies: string[] = [];
    for (let count = 0; count < 8; count++) cookies.push(cookieOf(await signIn()));

    const statuses = { visits: new Map<number, number>(), signIns: new Map<number, number>() };
    const count = (counts: Map<number, number>, status: number) =>
      counts.set(status, (counts.get(status) ?? 0) + 1);
    let isOver = false;
    const visitors = cookies.map(async (cookie) => {
      while (!isOver) {
        const headers = [
          ['Host', 'app.example.com'],
          ['Cookie', cookie],
        ] as const;
        count(statuses.visits, (await sendRaw({ port }, { target: '/', headers })).status);
      }
    });
    const newcomer = (async () => {
      while (!isOver) {
        const answer = await signIn();
        count(statuses.signIns, answer.status);
        cookies.push(cookieOf(answer));
      }
    })();
    for (const [index, instance] of instances.entries()) {
      running[index]?.signal('SIGTERM');
      expect(await running[index]?.ended).toBe(0);
      running[index] = await start(instance.folder);
    }
    isOver = true;
    await Promise.all([...visitors, newcomer]);
    expect([...statuses.visits.keys()]).toEqual([200]);
    expect([...statuses.signIns.keys()]).toEqual([200]);
    for (const cookie of cookies) {
      const headers = [
        ['Host', 'app.example.com'],
        ['Cookie', cookie],
      ] as const;
      expect((await sendRaw({ port }, { target: '/', headers })).status).toBe(200);
    }
  }, 180_000);
});

import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { findFreePort } from '../../tests/support/free-port.ts';
import type { MeasuredDialect } from './check-request.ts';

/** A server under measurement, in a process of its own. */
export interface Subject {
  readonly name: string;
  readonly port: number;
  readonly processId: number;
  readonly dialect: MeasuredDialect;
  /** Values of session cookies that it knows. */
  readonly cookies: readonly string[];
  /** Bytes of heap that each session takes; undefined where that says nothing. */
  readonly heapPerSession: number | undefined;
  stop(): void;
}

/** How one of ours is set up. */
export interface GatehouseSetup {
  readonly dialect: MeasuredDialect;
  readonly rules: number;
  readonly sessions: number;
  /** Sessions are in memory where it is missing. */
  readonly redisPort?: number;
  /** Whether sessions in Redis are kept in a local cache too. Default: yes. */
  readonly isCached?: boolean;
}

/** The bare `node:http` handler. */
export function startBare(name: string, sessions: number): Promise<Subject> {
  return startNode(name, 'bare-server.ts', [sessions], 'forward-auth');
}

/** The authz endpoints of Gatehouse. */
export function startAuthz(name: string, setup: GatehouseSetup): Promise<Subject> {
  const { rules, sessions, redisPort, isCached = true, dialect } = setup;
  const store = redisPort === undefined ? [] : [redisPort, ...(isCached ? [] : [0])];
  const values = [rules, sessions, ...store];
  return startNode(name, 'authz-server.ts', values, dialect);
}

async function startNode(
  name: string,
  script: string,
  values: readonly number[],
  dialect: MeasuredDialect,
): Promise<Subject> {
  const path = fileURLToPath(new URL(script, import.meta.url));
  const child = fork(path, values.map(String), { execArgv: ['--expose-gc', ...profilingFlags()] });
  const told = await Promise.race([once(child, 'message'), once(child, 'exit').then(() => [])]);
  const [ready] = told as readonly { port: number; cookies: string[]; heapPerSession?: number }[];
  if (ready === undefined) throw new Error(`${script} did not start`);
  const { port, cookies, heapPerSession } = ready;
  return {
    name,
    dialect,
    port,
    cookies,
    heapPerSession,
    processId: idOf(child),
    stop: () => child.disconnect(),
  };
}

/** Flags such as `--cpu-prof` for the servers, from the environment, for whoever looks for where the time goes. */
function profilingFlags(): readonly string[] {
  return process.env.BENCH_NODE_FLAGS?.split(' ') ?? [];
}

/** nginx with one process and `return 200`. */
export async function startNginx(name: string, program: string, folder: string): Promise<Subject> {
  const port = await findFreePort();
  const file = join(folder, 'nginx.conf');
  await writeFile(
    file,
    `daemon off; master_process off; pid ${folder}/nginx.pid; error_log stderr error;
events { worker_connections 256; }
http {
  access_log off; keepalive_requests 100000000;
  client_body_temp_path ${folder}; proxy_temp_path ${folder}; fastcgi_temp_path ${folder};
  uwsgi_temp_path ${folder}; scgi_temp_path ${folder};
  server { listen 127.0.0.1:${port}; location / { default_type text/plain; return 200 "200 OK"; } }
}`,
  );
  const child = spawn(program, ['-e', 'stderr', '-p', folder, '-c', file], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  await untilAnswers(port);
  return {
    name,
    port,
    dialect: 'forward-auth',
    cookies: ['A'.repeat(43)],
    heapPerSession: undefined,
    processId: idOf(child),
    stop: () => void child.kill(),
  };
}

const pollMs = 2;

/** Asks until something answers with a 2xx. */
export async function untilAnswers(port: number, path = '/'): Promise<void> {
  const endMs = performance.now() + 20_000;
  while (performance.now() < endMs) {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`).catch(() => undefined);
    if (answer?.ok === true) return void (await answer.text());
    await delay(pollMs);
  }
  throw new Error(`nothing answers on port ${port}`);
}

function idOf({ pid }: ChildProcess): number {
  if (pid === undefined) throw new Error('a process did not start');
  return pid;
}

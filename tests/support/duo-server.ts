import { createHmac } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:https';
import { isSameSecret } from '../../src/lib/constant-time.ts';
import type { TestCertificate } from './test-certificate.ts';

/** A person as the stand-in knows them. */
export interface DuoServerPerson {
  readonly result: 'allow' | 'deny' | 'enroll' | 'auth';
  readonly enrollUrl?: string;
  readonly devices?: readonly {
    readonly device: string;
    readonly display_name: string;
    readonly capabilities: readonly string[];
  }[];
  /** What happens on the phone; default: approved. */
  readonly answer?: 'approve' | 'deny' | 'timeout';
}

/** A stand-in of the Duo Auth API, made from its documentation (https://duo.com/docs/authapi): it checks the signature of every request. */
export interface DuoServer {
  /** For `duo_api.hostname`. */
  readonly hostname: string;
  readonly keys: { readonly integrationKey: string; readonly secretKey: string };
  readonly people: Map<string, DuoServerPerson>;
  /** The parameters of the requests that were rightly signed, by path. */
  readonly asked: { readonly path: string; readonly parameters: Readonly<Record<string, string>> }[];
  /** Answers with this instead, whatever is asked. */
  broken: { readonly status: number; readonly body: string } | undefined;
  close(): Promise<void>;
}

const keys = {
  integrationKey: 'DIXXXXXXXXXXXXXXXXXX',
  secretKey: 'deadbeefdeadbeefdeadbeefdeadbeefdeadbeef',
};

/** Starts the stand-in on a free port of the loopback; its certificate must be one for `localhost`. `now` is its clock. */
export async function startDuoServer(certificate: TestCertificate, now: () => number): Promise<DuoServer> {
  const people: DuoServer['people'] = new Map();
  const asked: DuoServer['asked'] = [];
  const server = createServer({
    cert: await readFile(certificate.certificateFile),
    key: await readFile(certificate.keyFile),
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = address !== null && typeof address === 'object' ? address.port : 0;
  const duo: DuoServer = {
    hostname: `localhost:${port}`,
    keys,
    people,
    asked,
    broken: undefined,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
  server.on('request', (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const received = {
        method: request.method ?? '',
        path: request.url ?? '',
        date: String(request.headers.date),
        authorization: request.headers.authorization ?? '',
        body: Buffer.concat(chunks).toString(),
      };
      const { status, body } = duo.broken ?? answer(duo, received, now());
      response.writeHead(status, { 'Content-Type': 'application/json' }).end(body);
    });
  });
  return duo;
}

interface Received {
  readonly method: string;
  readonly path: string;
  readonly date: string;
  readonly authorization: string;
  readonly body: string;
}

const fiveMinutes = 300_000;

function answer(duo: DuoServer, received: Received, nowMs: number) {
  const { method, path, date, body } = received;
  const canonical = [date, method, duo.hostname.toLowerCase(), path, body].join('\n');
  const signature = createHmac('sha512', keys.secretKey).update(canonical).digest('hex');
  const expected = `Basic ${Buffer.from(`${keys.integrationKey}:${signature}`).toString('base64')}`;
  const isSorted = body.split('&').toSorted().join('&') === body;
  if (!isSameSecret(expected, received.authorization) || !isSorted)
    return failure(401, 40_103, 'Invalid signature in request credentials');
  if (!(Math.abs(Date.parse(date) - nowMs) < fiveMinutes))
    return failure(401, 40_105, 'Bad request timestamp');
  const parameters = Object.fromEntries(new URLSearchParams(body));
  duo.asked.push({ path, parameters });
  const person = duo.people.get(parameters.username ?? '');
  if (person === undefined) return failure(400, 40_002, 'Invalid request parameters');
  if (path === '/auth/v2/preauth') return success(preauth(person));
  if (path === '/auth/v2/auth') return push(person, parameters.device ?? '');
  return failure(404, 40_401, 'Resource not found');
}

function preauth({ result, enrollUrl, devices = [] }: DuoServerPerson): object {
  if (result === 'auth') return { result, status_msg: 'Account is active', devices };
  if (result === 'enroll')
    return { result, status_msg: 'Enroll an authentication device', enroll_portal_url: enrollUrl };
  return { result, status_msg: '' };
}

function push({ answer: word = 'approve', devices = [] }: DuoServerPerson, device: string) {
  if (!devices.some((one) => one.device === device))
    return failure(400, 40_002, 'Invalid request parameters');
  if (word === 'approve')
    return success({ result: 'allow', status: 'allow', status_msg: 'Success. Logging you in...' });
  return success({
    result: 'deny',
    status: word === 'timeout' ? 'timeout' : 'deny',
    status_msg: 'Login request denied.',
  });
}

function success(response: object) {
  return { status: 200, body: JSON.stringify({ stat: 'OK', response }) };
}

function failure(status: number, code: number, message: string) {
  return { status, body: JSON.stringify({ stat: 'FAIL', code, message }) };
}

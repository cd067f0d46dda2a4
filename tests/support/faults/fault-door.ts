import { type RawHttpAnswer, type RawHttpRequest, sendRaw } from '../send-raw.ts';

/** What is asked for: a host that everybody may see, one for those signed in, one for those with two factors. */
export type FaultTarget = 'public' | 'app' | 'secure';

/** The level that a target takes: 0 nothing, 1 a password, 2 two factors. */
export const targetLevels: Readonly<Record<FaultTarget, 0 | 1 | 2>> = { public: 0, app: 1, secure: 2 };

/** What came back; undefined where nothing did: the connection was refused or lost. */
export type FaultAnswer = RawHttpAnswer | undefined;

/** A way to a Gatehouse: straight to an instance, or through a proxy. */
export interface FaultDoor {
  readonly name: string;
  visit(target: FaultTarget, cookie: string): Promise<FaultAnswer>;
  portal(request: {
    readonly method: string;
    readonly path: string;
    readonly cookie?: string;
    readonly body?: object;
  }): Promise<FaultAnswer>;
}

/** Longer than every limit within Gatehouse: what is not answered by then hangs. */
const patienceMs = 45_000;

const portalHost = 'auth.example.com';

/** Asks an instance as a trusted proxy does, by its forward-auth endpoint. */
export function directDoor(name: string, port: number): FaultDoor {
  return {
    name,
    visit: (target, cookie) =>
      ask(port, {
        target: '/api/authz/forward-auth',
        headers: [
          ...forwarded(`${target}.example.com`),
          ['X-Forwarded-Uri', '/'],
          ['X-Forwarded-Method', 'GET'],
          ['Accept', 'application/json'],
          ...cookieHeader(cookie),
        ],
      }),
    portal: ({ method, path, cookie = '', body }) =>
      ask(port, {
        method,
        target: path,
        headers: [...forwarded(portalHost), ...cookieHeader(cookie)],
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
  };
}

/** Asks a proxy that guards the targets and publishes the portal, all on one port without TLS. */
export function proxiedDoor(name: string, port: number): FaultDoor {
  return {
    name,
    visit: (target, cookie) =>
      ask(port, { target: '/', headers: [['Host', `${target}.example.com`], ...cookieHeader(cookie)] }),
    portal: ({ method, path, cookie = '', body }) =>
      ask(port, {
        method,
        target: path,
        headers: [['Host', portalHost], ...cookieHeader(cookie)],
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
  };
}

type Headers = NonNullable<RawHttpRequest['headers']>;

const forwarded = (host: string): Headers => [
  ['X-Forwarded-Proto', 'https'],
  ['X-Forwarded-Host', host],
  ['X-Forwarded-For', '203.0.113.7'],
];

const cookieHeader = (cookie: string): Headers => (cookie === '' ? [] : [['Cookie', cookie]]);

async function ask(port: number, request: RawHttpRequest): Promise<FaultAnswer> {
  let timer: NodeJS.Timeout | undefined;
  const hanging = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${request.target} is not answered`)), patienceMs);
  });
  try {
    return await Promise.race([sendRaw({ port }, request).catch(() => undefined), hanging]);
  } finally {
    clearTimeout(timer);
  }
}

import { createFrozenClock } from './frozen-clock.ts';
import { type RawHttpAnswer, type RawHttpRequest, sendRaw } from './send-raw.ts';
import { createTemporaryFolder } from './temporary-folder.ts';
import { startTestGatehouse, type TestGatehouse } from './test-gatehouse.ts';

type Headers = NonNullable<RawHttpRequest['headers']>;

/** The whole program as `src/app.ts` wires it, asked as the trusted proxy in front of it would. */
export interface WiredGatehouse extends AsyncDisposable {
  readonly gatehouse: TestGatehouse;
  readonly clock: ReturnType<typeof createFrozenClock>;
  /** Sends exactly this. */
  send(request: RawHttpRequest): Promise<RawHttpAnswer>;
  /** Asks the forward-auth endpoint about a URL; headers given come on top. */
  check(url: string, headers?: Headers): Promise<RawHttpAnswer>;
  /** Sends a request to the portal at `https://auth.example.com`, from a client of that address. */
  portal(
    request: RawHttpRequest & { readonly body?: string; readonly from?: string },
  ): Promise<RawHttpAnswer>;
  /** Signs in through the API; gives the answer, and the Cookie header of the browser from then on. */
  signIn(
    username: string,
    password: string,
    from?: string,
  ): Promise<{ readonly answer: RawHttpAnswer; readonly cookie: string }>;
}

const usualKeys = {
  session: { cookies: [{ domain: 'example.com', authelia_url: 'https://auth.example.com' }] },
  access_control: {
    default_policy: 'deny',
    rules: [
      { domain: 'public.example.com', policy: 'bypass' },
      { domain: 'app.example.com', policy: 'one_factor' },
      { domain: 'secure.example.com', policy: 'two_factor' },
    ],
  },
};

/** The client's address where a test gives none. */
const clientAddress = '203.0.113.7';

/** Starts it in a folder of its own; keys given replace the usual ones. */
export async function startWiredGatehouse(
  configuration: Readonly<Record<string, unknown>> = {},
): Promise<WiredGatehouse> {
  const folder = await createTemporaryFolder('wired');
  const clock = createFrozenClock(Date.now());
  const gatehouse = await startTestGatehouse({
    folder: folder.path,
    clock,
    configuration: { ...usualKeys, ...configuration },
  });
  const { port } = gatehouse;
  const send = (request: RawHttpRequest) => sendRaw({ port }, request);
  const portal: WiredGatehouse['portal'] = ({ headers = [], from = clientAddress, ...request }) =>
    send({ ...request, headers: [...fromProxy('https://auth.example.com/', from), ...headers] });
  return {
    gatehouse,
    clock,
    send,
    portal,
    check: (url, headers = []) =>
      send({
        target: '/api/authz/forward-auth',
        headers: [...fromProxy(url, clientAddress), ['X-Forwarded-Method', 'GET'], ...headers],
      }),
    async signIn(username, password, from = clientAddress) {
      const body = JSON.stringify({ username, password });
      const answer = await portal({ method: 'POST', target: '/api/firstfactor', body, from });
      return { answer, cookie: answer.header('Set-Cookie')?.split(';')[0] ?? '' };
    },
    async [Symbol.asyncDispose]() {
      await gatehouse.close();
      await folder.remove();
    },
  };
}

function fromProxy(url: string, from: string): Headers {
  const { protocol, host, pathname, search } = new URL(url);
  return [
    ['X-Forwarded-Proto', protocol.slice(0, -1)],
    ['X-Forwarded-Host', host],
    ['X-Forwarded-Uri', `${pathname}${search}`],
    ['X-Forwarded-For', from],
    ['Accept', 'text/html'],
  ];
}

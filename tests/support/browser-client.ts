import { Agent as HttpAgent, type IncomingMessage, request as requestHttp } from 'node:http';
import { Agent as HttpsAgent, request as requestHttps } from 'node:https';
import type { Clock } from '../../src/lib/clock.ts';
import { type CookieJar, createCookieJar } from './cookie-jar.ts';

/** What came back to a request. */
export interface ClientAnswer {
  readonly status: number;
  /** The first value of a header; the name in lower case. */
  header(lowerCaseName: string): string | undefined;
  /** All values of a header, in the order received. */
  headers(lowerCaseName: string): readonly string[];
  readonly body: string;
  /** The body as JSON. */
  json(): unknown;
}

/** What to send; a header given as undefined takes one of the browser's own away. */
export interface ClientRequest {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body?: string;
}

/** A person's browser as far as HTTP goes: keeps cookies, sends what browsers send, follows nothing by itself. */
export interface BrowserClient {
  readonly jar: CookieJar;
  /** Opens a page as a click would. */
  open(url: string, request?: ClientRequest): Promise<ClientAnswer>;
  /** Asks as a script on that page's own site would, with JSON. */
  call(url: string, request?: ClientRequest): Promise<ClientAnswer>;
  /** Closes its connections. */
  close(): void;
}

/** How a browser reaches the hosts of a test. */
export interface BrowserClientOptions {
  readonly clock: Clock;
  /** The certificate to trust, PEM; undefined where all is http. */
  readonly authority: string | undefined;
}

const pageHeaders = {
  Accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8',
  'Accept-Language': 'en',
  'Sec-Fetch-Dest': 'document',
  'Sec-Fetch-Mode': 'navigate',
  'Sec-Fetch-Site': 'none',
  'User-Agent': 'Gatehouse scenarios',
};

const scriptHeaders = {
  Accept: 'application/json',
  'Content-Type': 'application/json',
  'Sec-Fetch-Dest': 'empty',
  'Sec-Fetch-Mode': 'cors',
  'Sec-Fetch-Site': 'same-origin',
  'User-Agent': 'Gatehouse scenarios',
};

/** A fresh browser with an empty jar, for which every host name is 127.0.0.1. */
export function createBrowserClient({ clock, authority }: BrowserClientOptions): BrowserClient {
  const jar = createCookieJar(clock);
  const agents = {
    http: new HttpAgent({ keepAlive: true, maxSockets: 50 }),
    https: new HttpsAgent({
      keepAlive: true,
      maxSockets: 50,
      ...(authority === undefined ? {} : { ca: authority }),
    }),
  };
  const send = async (url: URL, request: ClientRequest, own: Readonly<Record<string, string>>) => {
    const cookie = jar.header(url);
    const headers = { ...own, ...(cookie === undefined ? {} : { Cookie: cookie }), ...request.headers };
    const answer = await exchange(url, { ...request, headers }, agents);
    for (const value of answer.headers('set-cookie')) jar.receive(value, url);
    return answer;
  };
  return {
    jar,
    open: (url, request = {}) => send(new URL(url), request, pageHeaders),
    call: (url, request = {}) => {
      const parsed = new URL(url);
      return send(parsed, request, { ...scriptHeaders, Origin: parsed.origin });
    },
    close() {
      agents.http.destroy();
      agents.https.destroy();
    },
  };
}

function exchange(
  url: URL,
  { method = 'GET', headers = {}, body }: ClientRequest,
  agents: { http: HttpAgent; https: HttpsAgent },
): Promise<ClientAnswer> {
  const isTls = url.protocol === 'https:';
  const sent: Record<string, string | string[]> = { Host: url.host };
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) sent[name] = typeof value === 'string' ? value : [...value];
  }
  const options = {
    host: '127.0.0.1',
    port: url.port || (isTls ? 443 : 80),
    servername: url.hostname,
    path: `${url.pathname}${url.search}`,
    method,
    headers: body === undefined ? sent : { ...sent, 'Content-Length': String(Buffer.byteLength(body)) },
  };
  return new Promise((resolve, reject) => {
    const onAnswer = (message: IncomingMessage) => void readAnswer(message).then(resolve, reject);
    const outgoing = isTls
      ? requestHttps({ ...options, agent: agents.https }, onAnswer)
      : requestHttp({ ...options, agent: agents.http }, onAnswer);
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

async function readAnswer(message: IncomingMessage): Promise<ClientAnswer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk);
  const body = Buffer.concat(chunks).toString('utf8');
  const headers = (name: string) => message.headersDistinct[name] ?? [];
  return {
    status: message.statusCode ?? 0,
    headers,
    header: (name) => headers(name)[0],
    body,
    json: () => JSON.parse(body),
  };
}

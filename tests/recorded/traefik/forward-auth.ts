import {
  basicChallenge,
  browserHeaders,
  type RecordedExchange,
  scriptHeaders,
  sessionCookie,
  wrongBasic,
} from '../recorded-exchange.ts';

type Headers = RecordedExchange['request']['headers'];

// What the middleware ForwardAuth sends: a GET with the client's headers, hop-by-hop ones left out, and five X-Forwarded-* of its own.
// Sources: traefik/traefik v2.4 pkg/middlewares/auth/forward.go at 0120018 and v3.4 at bd22897, function writeHeader;
// pkg/middlewares/forwardedheaders/forwarded_header.go for X-Forwarded-Port, X-Forwarded-Server and X-Real-Ip, which the entry point
// has added before; Go's net/http writes headers sorted by name.

const target = '/api/authz/forward-auth';
const host = ['Host', '127.0.0.1:9091'] as const;

const forwarded = (uri: string, method = 'GET', proto = 'https') =>
  [
    ['X-Forwarded-For', '192.0.2.1'],
    ['X-Forwarded-Host', 'app.example.com'],
    ['X-Forwarded-Method', method],
    ['X-Forwarded-Port', '443'],
    ['X-Forwarded-Proto', proto],
    ['X-Forwarded-Server', 'b9f9c2ad1a4e'],
    ['X-Forwarded-Uri', uri],
    ['X-Real-Ip', '192.0.2.1'],
  ] as const;

const ask = (headers: Headers) => ({ target, headers: [host, ...(headers ?? [])] });

const common: readonly RecordedExchange[] = [
  {
    title: 'a page, nobody signed in',
    request: ask([...browserHeaders, ...forwarded('/page?a=1&b=%2f')]),
    expected: { status: 302, back: { url: 'https://app.example.com/page?a=1&b=%2f', method: 'GET' } },
  },
  {
    title: 'a form, nobody signed in: asked about with GET, without the body',
    request: ask([
      ...browserHeaders,
      ['Content-Type', 'application/x-www-form-urlencoded'],
      ...forwarded('/form', 'POST'),
    ]),
    expected: { status: 303, back: { url: 'https://app.example.com/form', method: 'POST' } },
  },
  {
    title: 'a script, nobody signed in',
    request: ask([...scriptHeaders, ...forwarded('/api')]),
    expected: { status: 401, back: { url: 'https://app.example.com/api', method: 'GET' } },
  },
  {
    title: 'a page, signed in',
    request: ask([...browserHeaders, sessionCookie, ...forwarded('/')]),
    expected: { status: 200, user: 'john' },
  },
  {
    title: 'wrong Basic credentials',
    request: ask([...browserHeaders, wrongBasic, ...forwarded('/')]),
    expected: { status: 401, challenge: basicChallenge },
  },
  {
    title: 'an entry point without TLS',
    request: ask([...browserHeaders, sessionCookie, ...forwarded('/', 'GET', 'http')]),
    expected: { status: 400 },
  },
];

/** Traefik 2: all of the hop-by-hop headers are left out, Proxy-Authorization among them. */
export const traefik2: readonly RecordedExchange[] = common;

/** Traefik 3: likewise, but Proxy-Authorization is passed on, and Traefik's tracing may add its own headers. */
export const traefik3: readonly RecordedExchange[] = [
  ...common,
  {
    title: 'Proxy-Authorization, which the default endpoint does not read',
    request: ask([...browserHeaders, ['Proxy-Authorization', wrongBasic[1]], ...forwarded('/')]),
    expected: { status: 302, back: { url: 'https://app.example.com/', method: 'GET' } },
  },
  {
    title: 'a page with a trace',
    request: ask([
      ...browserHeaders,
      sessionCookie,
      ['Traceparent', '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'],
      ...forwarded('/'),
    ]),
    expected: { status: 200, user: 'john' },
  },
  {
    title: 'a websocket behind trustForwardHeader: the entry point has written wss',
    request: ask([
      ...scriptHeaders,
      ['Sec-Websocket-Version', '13'],
      ['Sec-Websocket-Key', 'dGhlIHNhbXBsZSBub25jZQ=='],
      sessionCookie,
      ...forwarded('/socket', 'GET', 'wss'),
    ]),
    expected: { status: 200, user: 'john' },
  },
  {
    title: 'preserveRequestMethod: true asks with POST, which the endpoint does not take (leave it out)',
    request: {
      method: 'POST',
      ...ask([...browserHeaders, ['Content-Length', '0'], ...forwarded('/form', 'POST')]),
    },
    expected: { status: 405 },
  },
];

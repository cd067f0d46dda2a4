import {
  basicChallenge,
  browserHeaders,
  type RecordedExchange,
  scriptHeaders,
  sessionCookie,
  wrongBasic,
} from '../recorded-exchange.ts';

type Headers = RecordedExchange['request']['headers'];

// What the filter webhook() sends: a GET to the URL of its argument with every header of the request, among them those that
// `-forwarded-headers` has added; Go leaves the Host and the Content-Length out.
// Sources: zalando/skipper filters/auth/webhook.go at 6ade14e, filters/auth/authclient.go (getWebhook) at 5c86b99, net/headers.go at 81b6214.

const ask = (headers: Headers) => ({
  target: '/api/authz/forward-auth',
  headers: [['Host', '127.0.0.1:9091'] as const, ...(headers ?? [])],
});

/** Skipper appends the address to what the client has sent; the rest it overwrites. */
const forwarded = (uri: string, method = 'GET', proto = 'https') =>
  [
    ['X-Forwarded-For', '10.0.0.1, 192.0.2.1'],
    ['X-Forwarded-Host', 'app.example.com'],
    ['X-Forwarded-Method', method],
    ['X-Forwarded-Proto', proto],
    ['X-Forwarded-Uri', uri],
  ] as const;

/** Skipper. Of refusals it hands on 302 and 403; every other one becomes its own 401. */
export const skipper: readonly RecordedExchange[] = [
  {
    title: 'a page, nobody signed in',
    request: ask([...browserHeaders, ['Connection', 'close'], ...forwarded('/page?a=1')]),
    expected: { status: 302, back: { url: 'https://app.example.com/page?a=1', method: 'GET' } },
  },
  {
    title: 'a form, nobody signed in',
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
    title: 'a client that names a forwarded header in Connection, which Skipper passes on',
    request: ask([
      ...browserHeaders,
      sessionCookie,
      ['Connection', 'close, X-Forwarded-Host'],
      ...forwarded('/'),
    ]),
    expected: { status: 400 },
  },
];

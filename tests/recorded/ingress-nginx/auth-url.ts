import {
  basicChallenge,
  browserHeaders,
  type RecordedExchange,
  scriptHeaders,
  sessionCookie,
  wrongBasic,
} from '../recorded-exchange.ts';

type Headers = RecordedExchange['request']['headers'];

// What the annotation auth-url makes nginx send: a subrequest with the client's headers, without the body, and these of its own.
// Source: kubernetes/ingress-nginx rootfs/etc/nginx/template/nginx.tmpl at 00f4fab, the location of $authPath; X-Original-URI and
// X-Scheme only where auth-method is set, as our guide has it.

const ask = (uri: string, headers: Headers, method = 'GET', scheme = 'https') => ({
  target: '/api/authz/auth-request',
  headers: [
    ['X-Original-URI', uri],
    ['X-Scheme', scheme],
    ['Host', 'gatehouse.default.svc.cluster.local'],
    ['X-Original-URL', `${scheme}://app.example.com${uri}`],
    ['X-Original-Method', method],
    ['X-Sent-From', 'nginx-ingress-controller'],
    ['X-Real-IP', '192.0.2.1'],
    ['X-Forwarded-For', '192.0.2.1'],
    ['X-Auth-Request-Redirect', uri],
    ...(headers ?? []),
  ] as const,
});

/** ingress-nginx: 401 in every case, for nginx makes the redirect itself (`auth-signin`). */
export const ingressNginx: readonly RecordedExchange[] = [
  {
    title: 'a page, nobody signed in',
    request: ask('/page?a=1&b=%2f', browserHeaders),
    expected: { status: 401, back: { url: 'https://app.example.com/page?a=1&b=%2f', method: 'GET' } },
  },
  {
    title: 'a form, nobody signed in',
    request: ask('/form', [...browserHeaders, ['Content-Type', 'application/x-www-form-urlencoded']], 'POST'),
    expected: { status: 401, back: { url: 'https://app.example.com/form', method: 'POST' } },
  },
  {
    title: 'a script, nobody signed in',
    request: ask('/api', scriptHeaders),
    expected: { status: 401, back: { url: 'https://app.example.com/api', method: 'GET' } },
  },
  {
    title: 'a page, signed in',
    request: ask('/', [...browserHeaders, sessionCookie]),
    expected: { status: 200, user: 'john' },
  },
  {
    title: 'wrong Basic credentials',
    request: ask('/', [...browserHeaders, wrongBasic]),
    expected: { status: 401, challenge: basicChallenge },
  },
  {
    title: 'a client’s own X-Forwarded-Host, which nginx passes on',
    request: ask('/', [...browserHeaders, sessionCookie, ['X-Forwarded-Host', 'public.example.com']]),
    expected: { status: 400 },
  },
  {
    title: 'plain http',
    request: ask('/', [...browserHeaders, sessionCookie], 'GET', 'http'),
    expected: { status: 400 },
  },
];

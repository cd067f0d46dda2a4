import {
  basicChallenge,
  browserHeaders,
  type RecordedExchange,
  scriptHeaders,
  sessionCookie,
  wrongBasic,
} from '../recorded-exchange.ts';

type Headers = readonly (readonly [string, string])[];

// What the filter ext_authz with an http_service sends: the request itself, its path after the path_prefix, its own method and Host,
// Authorization always and further headers as allowed_headers says, never the body (Content-Length: 0).
// Sources: envoyproxy/envoy source/extensions/filters/common/ext_authz/ext_authz_http_impl.cc at 9c276e3, toRequestMatchers and
// RawHttpClientImpl::check; source/common/http/async_client_impl.cc for what Envoy adds to requests of its own (x-envoy-internal,
// x-envoy-expected-rq-timeout-ms, and its own address at the end of x-forwarded-for). Header names go out in lower case.

interface Question {
  /** Before the path: the `path_prefix`. */
  readonly prefix: string;
  readonly path: string;
  readonly method?: string;
  readonly proto?: string;
  readonly headers: Headers;
}

const ask = ({ prefix, path, method = 'GET', proto = 'https', headers }: Question) => ({
  method,
  target: `${prefix}${path}`,
  headers: [
    ['host', 'app.example.com'],
    ['content-length', '0'],
    ...headers.map(([name, value]) => [name.toLowerCase(), value] as const),
    ['x-forwarded-proto', proto],
    ['x-forwarded-for', '192.0.2.1,127.0.0.1'],
    ['x-envoy-internal', 'true'],
    ['x-envoy-expected-rq-timeout-ms', '2000'],
  ] as const,
});

/** Only what `allowed_headers` of our configuration lets through. */
const allowed = (headers: Headers) =>
  headers.filter(([name]) =>
    /^(?:accept|authorization|cookie|proxy-authorization|x-requested-with|sec-fetch-.*)$/i.test(name),
  );

const page = allowed(browserHeaders);
const script = allowed(scriptHeaders);

const withPrefix = (prefix: string): readonly RecordedExchange[] => [
  {
    title: 'a page, nobody signed in, its query kept',
    request: ask({ prefix, path: '/page?a=1&b=%2f', headers: page }),
    expected: { status: 302, back: { url: 'https://app.example.com/page?a=1&b=%2f', method: 'GET' } },
  },
  {
    title: 'the root',
    request: ask({ prefix, path: '/', headers: page }),
    expected: { status: 302, back: { url: 'https://app.example.com/', method: 'GET' } },
  },
  {
    title: 'a form, nobody signed in',
    request: ask({ prefix, path: '/form', method: 'POST', headers: page }),
    expected: { status: 303, back: { url: 'https://app.example.com/form', method: 'POST' } },
  },
  {
    title: 'a script, nobody signed in',
    request: ask({ prefix, path: '/api', headers: script }),
    expected: { status: 401, back: { url: 'https://app.example.com/api', method: 'GET' } },
  },
  {
    title: 'a page, signed in',
    request: ask({ prefix, path: '/page?x', headers: [...page, sessionCookie] }),
    expected: { status: 200, user: 'john' },
  },
  {
    title: 'a deletion by a script, signed in',
    request: ask({ prefix, path: '/item/1', method: 'DELETE', headers: [...script, sessionCookie] }),
    expected: { status: 200, user: 'john' },
  },
  {
    title: 'wrong Basic credentials',
    request: ask({ prefix, path: '/', headers: [...page, wrongBasic] }),
    expected: { status: 401, challenge: basicChallenge },
  },
  {
    title: 'a listener without TLS',
    request: ask({ prefix, path: '/', proto: 'http', headers: [...page, sessionCookie] }),
    expected: { status: 400 },
  },
];

/** `path_prefix: /api/authz/ext-authz`, as our guide has it. */
export const envoyWithoutSlash = withPrefix('/api/authz/ext-authz');

/** `path_prefix: /api/authz/ext-authz/`, as Authelia's guide has it: the path comes after two slashes. */
export const envoyWithSlash = withPrefix('/api/authz/ext-authz/');

/**
 * Envoy Gateway's SecurityPolicy with `extAuth.http.path: /api/authz/ext-authz/`: its `headersToExtAuth` leaves out Sec-Fetch-*, and
 * X-Forwarded-Proto is the one that Envoy has set on the request (gateway.envoyproxy.io, "External Authorization").
 */
export const envoyGateway: readonly RecordedExchange[] = withPrefix('/api/authz/ext-authz/').map(
  (exchange) => ({
    ...exchange,
    request: {
      ...exchange.request,
      headers: (exchange.request.headers ?? []).filter(([name]) => !name.startsWith('sec-fetch-')),
    },
    // Without Sec-Fetch-* a script that accepts anything is taken for a page, as Authelia does.
    expected:
      exchange.expected.status === 401 && exchange.expected.back !== undefined
        ? { ...exchange.expected, status: 302 }
        : exchange.expected,
  }),
);

/** Istio's extension provider `envoyExtAuthzHttp` with `pathPrefix` and `headersToUpstreamOnAllow` (istio.io, "External Authorization"). */
export const istio = withPrefix('/api/authz/ext-authz/');

import type { EnvoyQuestion } from '../../support/ext-authz-client.ts';
import {
  basicChallenge,
  browserHeaders,
  type ExpectedAnswer,
  scriptHeaders,
  sessionCookie,
  wrongBasic,
} from '../recorded-exchange.ts';

// What Envoy sends over gRPC under Contour (ExtensionService and HTTPProxy `authorization`) and Envoy Gateway (`extAuth.grpc`): all headers
// of the request, lower-case, with those that Envoy itself has added by then.
// Sources: projectcontour.io/docs/1.30/config/client-authorization (authPolicy.context becomes context_extensions);
// envoyproxy/envoy source/extensions/filters/common/ext_authz/check_request_utils.cc, createHttpCheck;
// envoyproxy/envoy docs/root/configuration/http/http_conn_man/headers.rst for x-forwarded-proto, x-request-id and
// x-envoy-external-address.

/** A question over gRPC and the answer that it must get. */
export interface RecordedCheck {
  readonly title: string;
  readonly question: EnvoyQuestion;
  readonly expected: ExpectedAnswer;
}

const envoys = [
  ['x-forwarded-for', '192.0.2.1'],
  ['x-forwarded-proto', 'https'],
  ['x-envoy-external-address', '192.0.2.1'],
  ['x-request-id', '7a4b0b6c-7d1e-4f0c-9d5e-2b1f4c9f0b1a'],
] as const;

const contextExtensions = { realm: 'applications' };

/** Everything that the filter sends for a request of this kind. */
const check = (url: string, headers: EnvoyQuestion['headers'], method = 'GET'): EnvoyQuestion => ({
  url,
  method,
  headers: [...(headers ?? []), ...envoys],
  contextExtensions,
});

/** Contour, with the defaults of its ExtensionService. */
export const contour: readonly RecordedCheck[] = [
  {
    title: 'a page, nobody signed in',
    question: check('https://app.example.com/page?a=1&b=%2f', browserHeaders),
    expected: { status: 302, back: { url: 'https://app.example.com/page?a=1&b=%2f', method: 'GET' } },
  },
  {
    title: 'a form, nobody signed in',
    question: check('https://app.example.com/form', browserHeaders, 'POST'),
    expected: { status: 303, back: { url: 'https://app.example.com/form', method: 'POST' } },
  },
  {
    title: 'a script, nobody signed in',
    question: check('https://app.example.com/api', scriptHeaders),
    expected: { status: 401, back: { url: 'https://app.example.com/api', method: 'GET' } },
  },
  {
    title: 'a page, signed in',
    question: check('https://app.example.com/', [...browserHeaders, sessionCookie]),
    expected: { status: 200, user: 'john' },
  },
  {
    title: 'wrong Basic credentials',
    question: check('https://app.example.com/', [...browserHeaders, wrongBasic]),
    expected: { status: 401, challenge: basicChallenge },
  },
  {
    title: 'a listener without TLS',
    question: {
      ...check('http://app.example.com/', [...browserHeaders, sessionCookie]),
      headers: [...browserHeaders, sessionCookie, ['x-forwarded-proto', 'http']],
    },
    expected: { status: 400 },
  },
];

import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Provider } from 'oidc-provider';
import type { CookieDomainConfig } from '../config/sections/session.ts';
import type { Answer } from '../http/answer.ts';
import { clientAddress, type EdgeTrust, type RequestedUrl, requestedUrl } from '../http/forwarded.ts';
import { headerValues, type RawRequest } from '../http/raw-request.ts';
import { readRawRequest } from '../http/read-raw-request.ts';
import { splitTarget, stripBasePath } from '../http/request-target.ts';
import { writeAnswer } from '../http/write-answer.ts';
import type { Log } from '../lib/log.ts';
import type { RateLimiter } from '../regulation/rate-limiter.ts';
import type { Sessions } from '../session/sessions.ts';
import { methodAnswer, oauthError, preflightAnswer, resendAsQuery, setSecurityHeaders } from './answers.ts';
import type { Cors } from './cors.ts';
import type { UserCodes } from './device/user-codes.ts';
import { handOverRequest } from './engine/hand-over-request.ts';
import { keepResumeCookie } from './engine/keep-resume-cookie.ts';
import { prepareResume } from './engine/prepare-resume.ts';
import type { EngineSignIn, SignInContext } from './engine/sign-in-context.ts';
import type { SignIns } from './find-sign-in.ts';
import { answerEndSession, type EndSessionParts } from './logout/answer-end-session.ts';
import { type PreparationParts, prepareRequest } from './parameters/prepare-request.ts';
import { endpointOf, endpointTraits, type OidcEndpoint } from './paths.ts';

/** One issuer with the cookie domain that its people sign in at. */
export interface Issuer {
  readonly issuer: string;
  readonly domain: CookieDomainConfig;
  /** The engine of the moment: another one once the keys change, so ask for it anew. */
  readonly provider: Provider;
  readonly userCodes: UserCodes;
}

/** What the listener works with. */
export interface ListenerParts {
  readonly issuers: readonly Issuer[];
  readonly sessions: Pick<Sessions, 'find'>;
  readonly signIns: SignIns;
  readonly context: SignInContext;
  readonly rateLimiter: RateLimiter;
  readonly cors: Cors;
  readonly endSession: Omit<EndSessionParts, 'log'>;
  readonly preparation: PreparationParts;
  readonly trust: EdgeTrust;
  readonly log: Log;
  /** Answers that are no failure although they look like one: a device still waits for its person. */
  readonly waiting: WeakSet<ServerResponse>;
  /** Sees to it that a request meets the keys of the moment. */
  readonly refreshKeys: () => Promise<void>;
  /** Without it, its paths are nobody's. */
  readonly hasRegistration: boolean;
  /** `/`, or without a slash at its end. */
  readonly basePath: string;
}

/** A request to one of the provider's endpoints. */
interface OidcRequest {
  readonly incoming: IncomingMessage;
  readonly response: ServerResponse;
  readonly raw: RawRequest;
  /** Path and query without the base path. */
  readonly target: string;
  readonly endpoint: OidcEndpoint;
  readonly address: string | undefined;
}

/** The provider's endpoints in front of everything else, which `rest` answers. The engine writes to the socket itself: the one that does. */
export function createListener(parts: ListenerParts, rest: RequestListener): RequestListener {
  return (incoming, response) => {
    const whole = incoming.url ?? '';
    const target = stripBasePath(whole, parts.basePath) ?? whole;
    const endpoint = endpointOf(splitTarget(target).rawPath);
    if (endpoint === undefined || isElsewhere(parts, endpoint, incoming.method)) {
      rest(incoming, response);
      return;
    }
    const raw = readRawRequest(incoming);
    const address = clientAddress(raw, parts.trust);
    answer(parts, { incoming, response, raw, target, endpoint, address }).catch((error: unknown) => {
      parts.log.error({ err: error, endpoint }, 'a request to the OpenID Connect provider failed');
      if (response.headersSent) response.destroy();
      else
        writeAnswer(
          response,
          oauthError(500, 'server_error', 'Something that this depends on does not answer.'),
        );
    });
  };
}

function isOfRegistration(endpoint: OidcEndpoint): boolean {
  return endpoint === 'registration' || endpoint === 'registered-client';
}

/** What the portal answers on these paths: people let devices in there (behaviour.md §1.8); and registration where there is none. */
function isElsewhere(
  { hasRegistration }: ListenerParts,
  endpoint: OidcEndpoint,
  method: string | undefined,
): boolean {
  if (isOfRegistration(endpoint)) return !hasRegistration;
  return endpoint === 'device-authorization' && method === 'PUT';
}

async function answer(parts: ListenerParts, request: OidcRequest): Promise<void> {
  const { response, raw, endpoint } = request;
  setSecurityHeaders(response, endpoint);
  const issuer = findIssuer(parts.issuers, requestedUrl(raw, parts.trust));
  await parts.refreshKeys();
  const own = await answerOurselves(parts, request, issuer);
  if (own !== undefined) writeAnswer(response, own);
  else if (issuer !== undefined) await withinLimit(parts, request, () => runEngine(parts, request, issuer));
}

/** What the engine is not asked: undefined where it is. */
async function answerOurselves(
  { cors, endSession, log }: ListenerParts,
  { incoming, raw, endpoint, target }: OidcRequest,
  issuer: Issuer | undefined,
): Promise<Answer | undefined> {
  if (raw.method === 'OPTIONS') {
    const [origin] = headerValues(raw, 'origin');
    return preflightAnswer(endpoint, cors.headers(endpoint, origin));
  }
  if (!endpointTraits[endpoint].methods.includes(raw.method)) return methodAnswer(endpoint);
  if (issuer === undefined) {
    return oauthError(400, 'invalid_request', 'No portal of that address is configured (session.cookies).');
  }
  if (endpoint === 'end-session') {
    return answerEndSession({ ...endSession, log }, issuer, {
      incoming,
      rawQuery: splitTarget(target).rawQuery,
    });
  }
  return endpoint === 'authorization' && raw.method === 'POST'
    ? resendAsQuery(incoming, issuer.issuer)
    : undefined;
}

/** By the host that the browser sees. A proxy that ends TLS and does not say so makes us see another scheme; the issuer's own is used. */
function findIssuer(issuers: readonly Issuer[], site: RequestedUrl | undefined): Issuer | undefined {
  return site && issuers.find(({ issuer }) => isSameHost(new URL(issuer), site));
}

function isSameHost(issuer: URL, site: RequestedUrl): boolean {
  const host = site.host.includes(':') ? `[${site.host}]` : site.host;
  const url = URL.parse(`${issuer.protocol}//${host}${site.port === undefined ? '' : `:${site.port}`}`);
  return url?.host === issuer.host;
}

/** Answers from 400 on count as failures, but for those that tell a device to wait. */
async function withinLimit(
  { rateLimiter, waiting }: ListenerParts,
  { endpoint, address, response }: OidcRequest,
  run: () => Promise<void>,
): Promise<void> {
  const { rateLimit } = endpointTraits[endpoint];
  if (rateLimit === undefined) return run();
  const verdict = await rateLimiter.take(rateLimit, address);
  if (!verdict.isAllowed) {
    const retryAfter = [['Retry-After', new Date(verdict.retryAtMs).toUTCString()]] as const;
    const text = 'Too many requests in a short time.';
    writeAnswer(response, oauthError(429, 'temporarily_unavailable', text, retryAfter));
    return;
  }
  try {
    await run();
  } finally {
    const { statusCode } = response;
    const hasFailed = statusCode >= 400 && statusCode < 500 && !waiting.has(response);
    await rateLimiter.settle(rateLimit, address, hasFailed);
  }
}

async function runEngine(parts: ListenerParts, request: OidcRequest, issuer: Issuer): Promise<void> {
  const { incoming, response, endpoint } = request;
  const prepared = await prepareRequest(parts.preparation, request);
  if (prepared.kind === 'answer') {
    writeAnswer(response, prepared.answer);
    return;
  }
  const { target } = prepared;
  const signIn = endpointTraits[endpoint].needsSignIn ? await findSignIn(parts, request, issuer) : undefined;
  handOverRequest(incoming, { issuer: issuer.issuer, target, signIn });
  await parts.context.run(signIn, async () => {
    if (endpoint === 'resume' || endpoint === 'device-resume') {
      const id = splitTarget(target).rawPath.split('/').at(-1) ?? '';
      if (keepResumeCookie(incoming, id)) await prepareResume(issuer.provider, id, signIn);
    }
    await issuer.provider.callback()(incoming, response);
  });
}

async function findSignIn(
  { sessions, signIns }: ListenerParts,
  { raw, address, target }: OidcRequest,
  { domain }: Issuer,
): Promise<EngineSignIn | undefined> {
  // What a page asks on its own keeps no session from idling out (departures.md §2).
  const isAskedByPage = new URLSearchParams(splitTarget(target).rawQuery).get('prompt') === 'none';
  const options = { countsAsActivity: !isAskedByPage, address };
  const found = await sessions.find(domain, headerValues(raw, 'cookie'), options);
  return found && signIns.of(domain, found.session, address);
}

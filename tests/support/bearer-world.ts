import { join } from 'node:path';
import { calculatePKCECodeChallenge, randomPKCECodeVerifier } from 'openid-client';
import { run } from '../../src/cli/run.ts';
import { totpCode } from '../../src/factors/totp/totp-codes.ts';
import { findFreePort } from './free-port.ts';
import {
  askToken,
  clientSecret,
  flowIdOf,
  followRedirects,
  issuer,
  type OidcBrowser,
  type OidcWorld,
  startOidcWorld,
  testClient,
} from './oidc-world.ts';
import type { people } from './people.ts';
import { checkOf } from './proxy-check.ts';
import { type RawHttpAnswer, sendRaw } from './send-raw.ts';
import { createTestingIo } from './testing-io.ts';

/** What the token endpoint gives. */
export interface BearerAnswer {
  readonly access_token: string;
  readonly refresh_token: string;
}

/** A Gatehouse whose endpoints for proxies take bearer tokens, and the ways to get some. */
export interface BearerWorld extends AsyncDisposable {
  readonly oidc: OidcWorld;
  readonly grpcPort: number;
  /** Asks an endpoint about a URL, as the proxy of its kind would for a program that sends these headers. */
  check(
    url: string,
    headers: readonly (readonly [name: string, value: string])[],
    options?: {
      readonly kind?: 'forward-auth' | 'auth-request' | 'ext-authz' | 'legacy';
      readonly endpoint?: string;
    },
  ): Promise<RawHttpAnswer>;
  /** The same with one token in the Authorization header. */
  show(token: string, url: string): Promise<RawHttpAnswer>;
  /** Signs somebody in. */
  browser(person?: keyof typeof people): Promise<OidcBrowser>;
  /** They prove a second factor in the same sign-in, once in half a minute. */
  raise(browser: OidcBrowser, person: keyof typeof people): Promise<void>;
  /** Somebody signed in lets the client `person` have tokens for these audiences. */
  tokensOf(
    browser: OidcBrowser,
    audience?: string,
    more?: Readonly<Record<string, string>>,
  ): Promise<BearerAnswer>;
  /** The client `machine`, or another one of its kind, gets a token for itself. */
  machineToken(more?: Readonly<Record<string, string>>, clientId?: string): Promise<string>;
}

/** The application behind the proxy that tokens are for where a test names none. */
export const application = 'https://one.example.com';

const bearerScope = 'authelia.bearer.authz';
const totpSecret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const both = { schemes: ['basic', 'bearer'] };
const session = { name: 'CookieSession' };

/** The client for people, as Authelia's documents have it. */
const personClient = testClient({
  client_id: 'person',
  scopes: [bearerScope, 'offline_access'],
  audience: ['one', 'two', 'harry', 'young', 'machines']
    .map((name) => `https://${name}.example.com`)
    .concat(['https://paths.example.com/api', 'https://one.example.org']),
  response_types: ['code'],
  response_modes: ['form_post'],
  consent_mode: 'explicit',
  require_pkce: true,
  pkce_challenge_method: 'S256',
  require_pushed_authorization_requests: true,
});

/** The client that asks for itself. */
const machineClient = {
  client_id: 'machine',
  client_secret: `$plaintext$${clientSecret}`,
  scopes: [bearerScope],
  audience: ['https://one.example.com', 'https://two.example.com', 'https://machines.example.com'],
  grant_types: ['client_credentials'],
};

/** One whose tokens are signed (RFC 9068). */
const signedClient = {
  ...machineClient,
  client_id: 'signed-machine',
  access_token_signed_response_alg: 'RS256',
};

/** `server.endpoints.authz` of that world. */
const authz = {
  'forward-auth': {
    implementation: 'ForwardAuth',
    authn_strategies: [{ name: 'HeaderAuthorization', ...both }, session],
  },
  'auth-request': {
    implementation: 'AuthRequest',
    authn_strategies: [{ name: 'HeaderAuthRequestProxyAuthorization', ...both }, session],
  },
  'ext-authz': {
    implementation: 'ExtAuthz',
    authn_strategies: [{ name: 'HeaderAuthorization', ...both }, session],
  },
  legacy: {
    implementation: 'Legacy',
    authn_strategies: [{ name: 'HeaderLegacy' }, { name: 'HeaderAuthorization', ...both }, session],
  },
  'only-bearer': {
    implementation: 'ForwardAuth',
    authn_strategies: [{ name: 'HeaderProxyAuthorization', schemes: ['bearer'] }],
  },
  'only-basic': { implementation: 'ForwardAuth' },
  twice: {
    implementation: 'ForwardAuth',
    authn_strategies: [
      { name: 'HeaderAuthorization', ...both },
      { name: 'HeaderProxyAuthorization', ...both },
    ],
  },
};

const accessControl = {
  default_policy: 'deny',
  rules: [
    { domain: 'open.example.com', policy: 'bypass' },
    { domain: ['one.example.com', 'paths.example.com', 'one.example.org'], policy: 'one_factor' },
    { domain: 'two.example.com', policy: 'two_factor' },
    { domain: 'young.example.com', policy: 'one_factor', max_age: '1h' },
    { domain: 'harry.example.com', policy: 'one_factor', subject: 'user:harry' },
    { domain: 'machines.example.com', policy: 'one_factor', subject: 'oauth2:client:machine' },
  ],
};

/** Starts it; clients given are added to those for people and machines. */
export async function startBearerWorld(
  clients: readonly Readonly<Record<string, unknown>>[] = [],
): Promise<BearerWorld> {
  const grpcPort = await findFreePort();
  const oidc = await startOidcWorld([personClient, machineClient, signedClient, ...clients], {
    isUsersFileWatched: true,
    endpoints: {
      authz,
      ext_authz_grpc: {
        address: `tcp://127.0.0.1:${grpcPort}`,
        authn_strategies: [{ name: 'HeaderAuthorization', ...both }, session],
      },
      rate_limits: { openid_connect_token: { enable: false } },
    },
    configuration: {
      session: {
        cookies: [
          { domain: 'example.com', authelia_url: issuer },
          { domain: 'example.org', authelia_url: 'https://auth.example.org' },
        ],
      },
      access_control: accessControl,
    },
  });
  const check: BearerWorld['check'] = (url, headers, { kind = 'forward-auth', endpoint } = {}) => {
    const request = checkOf(kind, { url, headers });
    const target = endpoint === undefined ? request.target : `/api/authz/${endpoint}`;
    return sendRaw({ port: oidc.gatehouse.port }, { ...request, target });
  };
  return {
    oidc,
    grpcPort,
    check,
    show: (token, url) => check(url, [['Authorization', `Bearer ${token}`]]),
    async browser(person = 'john') {
      const browser = oidc.browser();
      await browser.signIn(person);
      return browser;
    },
    raise: (browser, person) => proveSecondFactor(oidc.folder, browser, person),
    tokensOf: (browser, audience = application, more = {}) =>
      tokensOf(oidc, browser, audience === '' ? more : { audience, ...more }),
    async machineToken(more = { audience: application }, clientId = 'machine') {
      const form = { grant_type: 'client_credentials', scope: bearerScope, ...more };
      return readTokens(await askToken(oidc, form, clientId)).access_token;
    },
    [Symbol.asyncDispose]: () => oidc[Symbol.asyncDispose](),
  };
}

/** The operator gives them one-time passwords, as `gatehouse storage user totp generate` does; the one of now is used. */
async function proveSecondFactor(folder: string, browser: OidcBrowser, person: string): Promise<void> {
  const { io } = createTestingIo();
  const words = ['storage', 'user', 'totp', 'generate', person, '--secret', totpSecret, '--force'];
  await run([...words, '--config', join(folder, 'configuration.yml')], io);
  const key = {
    secret: Buffer.from('12345678901234567890'),
    algorithm: 'SHA1',
    digits: 6,
    period: 30,
  } as const;
  const token = totpCode(key, Math.floor(Date.now() / 30_000));
  const answer = await browser.post(`${issuer}/api/secondfactor/totp`, { token });
  if (answer.status !== 200) throw new Error(`no second factor: ${answer.body}`);
}

/** Pushes a request, agrees to it in the browser, and redeems the code that the page posts (RFC 9126, RFC 7636, `form_post`). */
async function tokensOf(
  oidc: OidcWorld,
  browser: OidcBrowser,
  more: Readonly<Record<string, string>>,
): Promise<BearerAnswer> {
  const redirectUri = 'https://app.example.com/callback';
  const verifier = randomPKCECodeVerifier();
  const form = {
    client_id: 'person',
    response_type: 'code',
    response_mode: 'form_post',
    redirect_uri: redirectUri,
    scope: `${bearerScope} offline_access`,
    state: 'a state of the tests',
    code_challenge: await calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    ...more,
  };
  const requestUri = await push(oidc, form);
  const begin = `${issuer}/api/oidc/authorization?${new URLSearchParams({ client_id: 'person', request_uri: requestUri }).toString()}`;
  const question = await followRedirects(browser, begin);
  const decided = await browser.post(`${issuer}/api/oidc/consent`, {
    flow_id: flowIdOf(question.url),
    client_id: 'person',
    consent: true,
  });
  const { data }: { readonly data?: { readonly redirect_uri: string } } = JSON.parse(decided.body);
  const page = await followRedirects(browser, data?.redirect_uri ?? '');
  const code = /name="code" value="([^"]+)"/.exec(page.answer?.body ?? '')?.[1] ?? '';
  const grant = {
    grant_type: 'authorization_code',
    code,
    redirect_uri: redirectUri,
    code_verifier: verifier,
  };
  return readTokens(await askToken(oidc, grant, 'person'));
}

/** Pushes an authorization request as the client `person`; gives its `request_uri`. */
async function push(oidc: OidcWorld, form: Readonly<Record<string, string>>): Promise<string> {
  const credentials = Buffer.from(`person:${encodeURIComponent(clientSecret)}`).toString('base64');
  const answer = await oidc.send(`${issuer}/api/oidc/pushed-authorization-request`, {
    method: 'POST',
    headers: { Authorization: `Basic ${credentials}`, 'Content-Type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(form).toString(),
  });
  const { request_uri: requestUri }: { readonly request_uri?: string } = JSON.parse(answer.body);
  if (requestUri === undefined) throw new Error(`nothing was pushed: ${answer.body}`);
  return requestUri;
}

function readTokens(answer: RawHttpAnswer): BearerAnswer {
  if (answer.status !== 200) throw new Error(`no token: ${answer.body}`);
  return JSON.parse(answer.body);
}

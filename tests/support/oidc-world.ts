import { generateKeyPairSync } from 'node:crypto';
import { join } from 'node:path';
import * as client from 'openid-client';
import { systemClock } from '../../src/lib/clock.ts';
import { type CookieJar, createCookieJar } from './cookie-jar.ts';
import { people } from './people.ts';
import { type RawHttpAnswer, sendRaw } from './send-raw.ts';
import { createTemporaryFolder } from './temporary-folder.ts';
import { startTestGatehouse, type TestGatehouse } from './test-gatehouse.ts';

/** The issuer of the tests. */
export const issuer = 'https://auth.example.com';

/** Where the tests' application wants people back. */
export const redirectUri = 'https://app.example.com/callback';

/** The secret of every confidential client of the tests. */
export const clientSecret = 'a secret of the application';

/** A person's browser: cookies, and requests through the proxy in front of the portal. */
export interface OidcBrowser {
  readonly jar: CookieJar;
  get(url: string, headers?: Readonly<Record<string, string>>): Promise<RawHttpAnswer>;
  /** Without a body. */
  send(method: string, url: string): Promise<RawHttpAnswer>;
  post(url: string, body: unknown): Promise<RawHttpAnswer>;
  postForm(url: string, form: Readonly<Record<string, string>>): Promise<RawHttpAnswer>;
  putForm(url: string, form: Readonly<Record<string, string>>): Promise<RawHttpAnswer>;
  signIn(person?: keyof typeof people, more?: Readonly<Record<string, unknown>>): Promise<RawHttpAnswer>;
}

/** A Gatehouse with the provider on, and the applications' side of it. */
export interface OidcWorld extends AsyncDisposable {
  /** The one that runs; another one after `restart`. */
  readonly gatehouse: TestGatehouse;
  /** Stops it and starts it again over the same configuration and database. */
  restart(): Promise<void>;
  /** The folder of its configuration and database. */
  readonly folder: string;
  /** Sends as the proxy in front of the portal would. */
  send(
    url: string,
    request?: {
      readonly method?: string;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: string;
    },
  ): Promise<RawHttpAnswer>;
  browser(): OidcBrowser;
  /** An application of `openid-client`. */
  application(clientId: string, authentication?: client.ClientAuth): Promise<client.Configuration>;
}

/** A client as an operator writes it, with what the tests have in common. */
export function testClient(
  changes: Readonly<Record<string, unknown>> = {},
): Readonly<Record<string, unknown>> {
  return {
    client_id: 'app',
    client_name: 'The Application',
    client_secret: `$plaintext$${clientSecret}`,
    authorization_policy: 'one_factor',
    redirect_uris: [redirectUri],
    scopes: ['openid', 'profile', 'email', 'groups', 'offline_access'],
    grant_types: ['authorization_code', 'refresh_token'],
    ...changes,
  };
}

/** The signing key of the tests: making one takes long. */
function testSigningKey(): string {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

/** Starts a Gatehouse with these clients; keys of `oidc` and of the configuration are added. */
export async function startOidcWorld(
  clients: readonly Readonly<Record<string, unknown>>[],
  {
    oidc = {},
    configuration = {},
    endpoints = {},
    key = testSigningKey(),
    isUsersFileWatched = false,
  }: {
    readonly oidc?: Readonly<Record<string, unknown>>;
    readonly configuration?: Readonly<Record<string, unknown>>;
    /** `server.endpoints`. */
    readonly endpoints?: Readonly<Record<string, unknown>>;
    readonly key?: string;
    readonly isUsersFileWatched?: boolean;
  } = {},
): Promise<OidcWorld> {
  const folder = await createTemporaryFolder('oidc');
  const start = () =>
    startTestGatehouse({
      folder: folder.path,
      clock: systemClock,
      endpoints,
      configuration: {
        session: { cookies: [{ domain: 'example.com', authelia_url: issuer }] },
        access_control: { default_policy: 'one_factor' },
        authentication_backend: {
          file: { path: join(folder.path, 'users.yml'), watch: isUsersFileWatched },
        },
        identity_providers: {
          oidc: { hmac_secret: 'a secret of the tests', jwks: [{ key }], clients, ...oidc },
        },
        ...configuration,
      },
    });
  let gatehouse = await start();
  const send = createSender(() => gatehouse.port);
  return {
    get gatehouse() {
      return gatehouse;
    },
    async restart() {
      await gatehouse.close();
      gatehouse = await start();
    },
    folder: folder.path,
    send,
    browser: () => createBrowser(send),
    async application(clientId, authentication = client.ClientSecretBasic(clientSecret)) {
      const customFetch: client.CustomFetch = async (url, { method, headers, body }) => {
        const text = body instanceof URLSearchParams ? body.toString() : undefined;
        const answer = await send(url, { method, headers, ...(text === undefined ? {} : { body: text }) });
        const isEmpty = [204, 304].includes(answer.status);
        return new Response(isEmpty ? null : answer.body, {
          status: answer.status,
          headers: answer.headers.map(([name, value]): [string, string] => [name, value]),
        });
      };
      return client.discovery(new URL(issuer), clientId, undefined, authentication, {
        [client.customFetch]: customFetch,
      });
    },
    async [Symbol.asyncDispose]() {
      await gatehouse.close();
      await folder.remove();
    },
  };
}

function createSender(port: () => number): OidcWorld['send'] {
  return (url, { method = 'GET', headers = {}, body } = {}) => {
    const { pathname, search, host, protocol } = new URL(url);
    const proxied = {
      'X-Forwarded-Proto': protocol.slice(0, -1),
      'X-Forwarded-Host': host,
      'X-Forwarded-For': '203.0.113.7',
    };
    const all = Object.entries({ ...proxied, ...headers });
    const length = Object.keys(headers).some((name) => name.toLowerCase() === 'content-length');
    return sendRaw(
      { port: port() },
      {
        method,
        target: `${pathname}${search}`,
        headers: length ? all.filter(([name]) => name.toLowerCase() !== 'content-length') : all,
        ...(body === undefined ? {} : { body }),
      },
    );
  };
}

function createBrowser(send: OidcWorld['send']): OidcBrowser {
  const jar = createCookieJar(systemClock);
  const ask = async (url: string, request: Parameters<OidcWorld['send']>[1] = {}) => {
    const target = new URL(url);
    const cookie = jar.header(target);
    const answer = await send(url, {
      ...request,
      headers: {
        Accept: 'text/html',
        ...request.headers,
        ...(cookie === undefined ? {} : { Cookie: cookie }),
      },
    });
    for (const [name, value] of answer.headers) {
      if (name.toLowerCase() === 'set-cookie') jar.receive(value, target);
    }
    return answer;
  };
  const post = (url: string, type: string, body: string) =>
    ask(url, { method: 'POST', headers: { 'Content-Type': type, Origin: issuer }, body });
  const browser: OidcBrowser = {
    jar,
    get: (url, headers = {}) => ask(url, { headers }),
    send: (method, url) => ask(url, { method, headers: { Origin: issuer } }),
    post: (url, body) => post(url, 'application/json', asciiJson(body)),
    postForm: (url, form) =>
      post(url, 'application/x-www-form-urlencoded', new URLSearchParams(form).toString()),
    putForm: (url, form) =>
      ask(url, {
        method: 'PUT',
        headers: { 'Content-Type': 'application/x-www-form-urlencoded', Origin: issuer },
        body: new URLSearchParams(form).toString(),
      }),
    signIn: (person = 'john', more = {}) => {
      const { username, password } = people[person];
      return browser.post(`${issuer}/api/firstfactor`, { username, password, ...more });
    },
  };
  return browser;
}

/** JSON in ASCII: requests are sent byte by byte. */
function asciiJson(value: unknown): string {
  return JSON.stringify(value).replaceAll(
    /[^\p{ASCII}]/gu,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** Follows redirects below the issuer, as a browser does; gives the first URL that leads elsewhere, or the page where it ends. */
export async function followRedirects(
  browser: OidcBrowser,
  url: string,
): Promise<{ readonly url: string; readonly answer: RawHttpAnswer | undefined }> {
  let next = url;
  for (let steps = 0; steps < 10; steps += 1) {
    if (!next.startsWith(`${issuer}/`)) return { url: next, answer: undefined };
    const answer = await browser.get(next);
    const location = answer.header('location');
    if (answer.status < 300 || answer.status >= 400 || location === undefined) return { url: next, answer };
    next = new URL(location, next).href;
  }
  throw new Error(`too many redirects, the last to ${next}`);
}

/** The id of the flow in a URL of the portal. */
export function flowIdOf(url: string): string {
  return new URL(url).searchParams.get('flow_id') ?? '';
}

/** Agrees to what the application asks for, and follows back to it. */
export async function consent(
  browser: OidcBrowser,
  url: string,
  clientId = 'app',
  more: Readonly<Record<string, unknown>> = {},
): Promise<string> {
  const answer = await browser.post(`${issuer}/api/oidc/consent`, {
    flow_id: flowIdOf(url),
    client_id: clientId,
    consent: true,
    ...more,
  });
  const { data }: { readonly data?: { readonly redirect_uri: string } } = JSON.parse(answer.body);
  if (data === undefined) throw new Error(`no consent: ${answer.body}`);
  return (await followRedirects(browser, data.redirect_uri)).url;
}

/** An application's request for the code flow with PKCE, and what it remembers of it. */
export async function beginCodeFlow(
  configuration: client.Configuration,
  more: Readonly<Record<string, string>> = {},
) {
  const verifier = client.randomPKCECodeVerifier();
  const [state, nonce] = [client.randomState(), client.randomNonce()];
  const url = client.buildAuthorizationUrl(configuration, {
    redirect_uri: redirectUri,
    scope: 'openid profile email groups offline_access',
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state,
    nonce,
    ...more,
  });
  return { url: url.href, verifier, state, nonce };
}

/** Somebody signed in goes through the code flow and agrees; gives the code and its verifier. */
export async function getCode(world: OidcWorld, browser: OidcBrowser, clientId = 'app') {
  const application = await world.application(clientId);
  const flow = await beginCodeFlow(application);
  const question = (await browser.get(flow.url)).header('location') ?? '';
  const back = await consent(browser, question, clientId);
  return { ...flow, application, back, code: new URL(back).searchParams.get('code') ?? '' };
}

/** Somebody signed in goes to an application that needs no consent; gives the ID token that it gets. */
export async function enterApplication(
  world: OidcWorld,
  browser: OidcBrowser,
  clientId = 'app',
): Promise<string> {
  const { url, verifier } = await beginCodeFlow(await world.application(clientId), { scope: 'openid' });
  const back = await followRedirects(browser, url);
  const code = new URL(back.url).searchParams.get('code') ?? '';
  const form = { grant_type: 'authorization_code', code, redirect_uri: redirectUri, code_verifier: verifier };
  const tokens: { readonly id_token: string } = JSON.parse((await askToken(world, form, clientId)).body);
  return tokens.id_token;
}

/** Asks the token endpoint with these fields as the client `clientId`, by its secret. */
export function askToken(
  world: OidcWorld,
  form: Readonly<Record<string, string>> | readonly (readonly [string, string])[],
  clientId = 'app',
): Promise<RawHttpAnswer> {
  const entries: readonly (readonly [string, string])[] = Array.isArray(form) ? form : Object.entries(form);
  const body = new URLSearchParams(entries.map(([name, value]): [string, string] => [name, value]));
  const credentials = Buffer.from(`${clientId}:${encodeURIComponent(clientSecret)}`).toString('base64');
  return world.send(`${issuer}/api/oidc/token`, {
    method: 'POST',
    headers: {
      Authorization: `Basic ${credentials}`,
      'Content-Type': 'application/x-www-form-urlencoded',
    },
    body: body.toString(),
  });
}

import * as client from 'openid-client';
import { listenOnLoopback } from '../../../demo/loopback-server.ts';
import { sendRaw } from '../../support/send-raw.ts';

/** The secret of the application and its devices. */
export const applicationSecret = 'a secret of the application';

/** An application that signs people in by OpenID Connect: its start page leads to the portal, and it greets who comes back. */
export interface OpenIdApplication {
  readonly origin: string;
  readonly redirectUri: string;
  /** Tells it where the portal is. */
  connect(portal: string, clientId: string): Promise<void>;
  close(): Promise<void>;
}

/** Starts it on loopback, for one person at a time. */
export async function startOpenIdApplication(): Promise<OpenIdApplication> {
  let configuration: client.Configuration | undefined;
  let pending: { readonly verifier: string; readonly state: string } | undefined;
  const server = await listenOnLoopback((request, response) => {
    answer(request.url ?? '/').then(
      ([status, headers, body]) => {
        response.statusCode = status;
        for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
        response.end(body);
      },
      (error: unknown) => {
        response.statusCode = 500;
        response.end(String(error));
      },
    );
  }, 0);
  const origin = `http://notes.localhost:${server.port}`;
  const redirectUri = `${origin}/callback`;

  async function answer(target: string): Promise<readonly [number, Record<string, string>, string]> {
    if (configuration === undefined) throw new TypeError('the application knows no portal yet');
    const url = new URL(target, origin);
    if (url.pathname === '/favicon.ico') return [404, {}, ''];
    if (url.pathname !== '/callback') return [302, { location: await begin(configuration) }, ''];
    const error = url.searchParams.get('error');
    if (error !== null) return [200, {}, `Not signed in: ${error}`];
    const tokens = await client.authorizationCodeGrant(configuration, url, {
      pkceCodeVerifier: pending?.verifier ?? '',
      expectedState: pending?.state ?? '',
    });
    const subject = tokens.claims()?.sub ?? '';
    const person = await client.fetchUserInfo(configuration, tokens.access_token, subject);
    return [200, { 'content-type': 'text/html' }, `<title>Notes</title><h1>Hello ${person.name ?? ''}</h1>`];
  }

  async function begin(known: client.Configuration): Promise<string> {
    const verifier = client.randomPKCECodeVerifier();
    pending = { verifier, state: client.randomState() };
    return client.buildAuthorizationUrl(known, {
      redirect_uri: redirectUri,
      scope: 'openid profile',
      code_challenge: await client.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      state: pending.state,
    }).href;
  }

  return {
    origin,
    redirectUri,
    async connect(portal, clientId) {
      configuration = await discoverOnLoopback(portal, clientId);
    },
    close: () => server.close(),
  };
}

/** A client of a portal under a `.localhost` name, which only browsers look up. */
export function discoverOnLoopback(portal: string, clientId: string): Promise<client.Configuration> {
  const customFetch: client.CustomFetch = async (url, { method, headers, body }) => {
    const { host, port, pathname, search } = new URL(url);
    const answer = await sendRaw(
      { port: Number(port) },
      {
        method,
        target: `${pathname}${search}`,
        headers: [['Host', host], ...Object.entries(headers)],
        ...(body instanceof URLSearchParams ? { body: body.toString() } : {}),
      },
    );
    return new Response(answer.body, {
      status: answer.status,
      headers: answer.headers.map(([name, value]): [string, string] => [name, value]),
    });
  };
  return client.discovery(new URL(portal), clientId, undefined, client.ClientSecretPost(applicationSecret), {
    execute: [client.allowInsecureRequests],
    [client.customFetch]: customFetch,
  });
}

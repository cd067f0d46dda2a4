import { request } from 'node:http';
import * as openid from 'openid-client';

/** Where the application that speaks OpenID Connect is, and what it knows of the portal. */
export interface NotesPlace {
  /** Its own origin, as browsers see it. */
  readonly origin: string;
  readonly portal: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

/** What it keeps between sending somebody to the portal and their coming back. */
export interface PendingSignIn {
  readonly verifier: string;
  readonly state: string;
  readonly nonce: string;
}

/** Somebody who came back. */
export interface NotesPerson {
  readonly claims: Readonly<Record<string, unknown>>;
  readonly idToken: string;
}

/** The application's way to the portal: authorization code with PKCE, the person's claims, and signing out. */
export interface NotesPortal {
  begin(): Promise<{ readonly pending: PendingSignIn; readonly url: string }>;
  /** Rejects where the portal, or somebody in its place, did not send them. */
  finish(address: URL, pending: PendingSignIn): Promise<NotesPerson>;
  signOutUrl(idToken: string): string;
}

/** Reads what the portal says of itself. */
export async function openNotesPortal(place: NotesPlace): Promise<NotesPortal> {
  const { origin, clientId, clientSecret } = place;
  const portal = new URL(place.portal);
  const authentication = openid.ClientSecretBasic(clientSecret);
  const configuration = await openid.discovery(portal, clientId, undefined, authentication, {
    execute: [openid.allowInsecureRequests],
    [openid.customFetch]: fetchOnLoopback,
  });
  return {
    async begin() {
      const verifier = openid.randomPKCECodeVerifier();
      const pending = { verifier, state: openid.randomState(), nonce: openid.randomNonce() };
      const url = openid.buildAuthorizationUrl(configuration, {
        redirect_uri: `${origin}/callback`,
        scope: 'openid profile email groups',
        code_challenge: await openid.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        state: pending.state,
        nonce: pending.nonce,
      });
      return { pending, url: url.href };
    },
    async finish(address, { verifier, state, nonce }) {
      const tokens = await openid.authorizationCodeGrant(configuration, address, {
        pkceCodeVerifier: verifier,
        expectedState: state,
        expectedNonce: nonce,
      });
      const subject = tokens.claims()?.sub ?? '';
      const claims = await openid.fetchUserInfo(configuration, tokens.access_token, subject);
      return { claims, idToken: tokens.id_token ?? '' };
    },
    signOutUrl: (idToken) =>
      openid.buildEndSessionUrl(configuration, {
        id_token_hint: idToken,
        post_logout_redirect_uri: `${origin}/`,
      }).href,
  };
}

/** Only browsers know that names below `localhost` are this machine. */
const fetchOnLoopback: openid.CustomFetch = (address, { method, headers, body }) => {
  const { host, port, pathname, search } = new URL(address);
  return new Promise((resolve, reject) => {
    const outgoing = request(
      {
        host: '127.0.0.1',
        port,
        path: `${pathname}${search}`,
        method,
        headers: { ...headers, host },
        agent: false,
      },
      (answer) => {
        answer.toArray().then((parts) => {
          const type = answer.headers['content-type'] ?? '';
          const status = answer.statusCode ?? 502;
          resolve(new Response(Buffer.concat(parts), { status, headers: { 'content-type': type } }));
        }, reject);
      },
    );
    outgoing.once('error', reject);
    outgoing.end(body instanceof URLSearchParams ? body.toString() : undefined);
  });
};

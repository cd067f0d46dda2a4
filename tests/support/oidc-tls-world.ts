import { generateKeyPairSync } from 'node:crypto';
import { request } from 'node:https';
import { systemClock } from '../../src/lib/clock.ts';
import { createCookieJar } from './cookie-jar.ts';
import { findFreePort } from './free-port.ts';
import { people } from './people.ts';
import { createTemporaryFolder } from './temporary-folder.ts';
import { createTestCertificate } from './test-certificate.ts';
import { startTestGatehouse } from './test-gatehouse.ts';

/** A Gatehouse that serves its provider over TLS on loopback, for programs that cannot be handed a `fetch`. */
export interface OidcTlsWorld extends AsyncDisposable {
  /** `https://auth.example.com:PORT`; the name must be looked up as 127.0.0.1. */
  readonly issuer: string;
  /** The certificate to trust, PEM. */
  readonly certificateFile: string;
  /** What it logged. */
  log(): string;
  /**
   * Follows an application's link as a fresh browser: signs John in, agrees to what is asked, and gives the URL of the application that the
   * provider sends the browser back to.
   */
  signInAt(authorizationUrl: string): Promise<string>;
  /** Follows an application's link to sign out, in the browser of the last sign-in; gives where that leads. */
  signOutAt(endSessionUrl: string): Promise<string>;
}

interface Page {
  readonly status: number;
  readonly location: string | undefined;
  readonly body: string;
}

/** Starts it with these clients. */
export async function startOidcTlsWorld(
  clients: readonly Readonly<Record<string, unknown>>[],
): Promise<OidcTlsWorld> {
  const folder = await createTemporaryFolder('oidc-tls');
  const { certificateFile, keyFile, authority } = await createTestCertificate(folder.path, ['example.com']);
  const port = await findFreePort();
  const issuer = `https://auth.example.com:${port}`;
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const key = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const gatehouse = await startTestGatehouse({
    folder: folder.path,
    clock: systemClock,
    configuration: {
      server: { address: `tcp://127.0.0.1:${port}`, tls: { certificate: certificateFile, key: keyFile } },
      session: { cookies: [{ domain: 'example.com', authelia_url: issuer }] },
      access_control: { default_policy: 'one_factor' },
      identity_providers: { oidc: { hmac_secret: 'a secret of the tests', jwks: [{ key }], clients } },
    },
  });
  let browser = createBrowser(authority);
  return {
    issuer,
    certificateFile,
    log: () => gatehouse.log(),
    signInAt(url) {
      browser = createBrowser(authority);
      return signInAt(browser, issuer, url);
    },
    signOutAt: (url) => follow(browser, issuer, url),
    async [Symbol.asyncDispose]() {
      await gatehouse.close();
      await folder.remove();
    },
  };
}

type Browser = (url: string, json?: unknown) => Promise<Page>;

async function signInAt(browser: Browser, issuer: string, authorizationUrl: string): Promise<string> {
  const portal = await follow(browser, issuer, authorizationUrl);
  const { username, password } = people.john;
  const flowOf = (url: string) => new URL(url).searchParams.get('flow_id') ?? '';
  const proof = { username, password, flow: 'openid_connect', flowID: flowOf(portal) };
  const signedIn = await browser(`${issuer}/api/firstfactor`, proof);
  const question = await follow(browser, issuer, JSON.parse(signedIn.body).data.redirect);
  const answer = { flow_id: flowOf(question), client_id: clientOf(authorizationUrl), consent: true };
  const decided = await browser(`${issuer}/api/oidc/consent`, answer);
  return follow(browser, issuer, JSON.parse(decided.body).data.redirect_uri);
}

function clientOf(authorizationUrl: string): string {
  return new URL(authorizationUrl).searchParams.get('client_id') ?? '';
}

/** Follows redirects below the issuer; gives the first URL that leads elsewhere, or ends in a page. */
async function follow(browser: Browser, issuer: string, url: string): Promise<string> {
  let next = url;
  for (let steps = 0; steps < 10; steps += 1) {
    if (!next.startsWith(`${issuer}/`)) return next;
    const { location, status } = await browser(next);
    if (location === undefined || status < 300 || status >= 400) return next;
    next = new URL(location, next).href;
  }
  throw new Error(`too many redirects, the last to ${next}`);
}

function createBrowser(authority: string): Browser {
  const jar = createCookieJar(systemClock);
  return (url, json) =>
    new Promise((resolve, reject) => {
      const target = new URL(url);
      const cookie = jar.header(target);
      const body = json === undefined ? undefined : JSON.stringify(json);
      const sent = request(url, {
        method: body === undefined ? 'GET' : 'POST',
        ca: authority,
        lookup: (_name, _options, found) => found(null, [{ address: '127.0.0.1', family: 4 }]),
        headers: {
          Accept: 'text/html',
          ...(body === undefined ? {} : { 'Content-Type': 'application/json', Origin: target.origin }),
          ...(cookie === undefined ? {} : { Cookie: cookie }),
        },
      });
      sent.on('response', (answer) => {
        for (const one of answer.headers['set-cookie'] ?? []) jar.receive(one, target);
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('end', () => {
          const { statusCode: status = 0, headers } = answer;
          resolve({ status, location: headers.location, body: Buffer.concat(chunks).toString() });
        });
      });
      sent.on('error', reject);
      sent.end(body);
    });
}

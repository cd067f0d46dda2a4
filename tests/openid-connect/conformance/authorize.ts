import * as client from 'openid-client';
import { flowIdOf, issuer, type OidcBrowser, redirectUri } from '../../support/oidc-world.ts';
import { people } from '../../support/people.ts';
import type { RawHttpAnswer } from '../../support/send-raw.ts';
import { applicationOf, plainRequest, type Suite } from './conformance-suite.ts';

/** What a person meets on the way. */
export type MetPage = 'sign-in' | 'reauthentication' | 'consent';

/** What came of an authorization request. */
export interface Authorization {
  readonly request: Readonly<Record<string, string>>;
  /** Whether the application got the answer, or the person an error page. */
  readonly shownTo: 'application' | 'person';
  readonly answer: URLSearchParams;
  readonly met: readonly MetPage[];
  readonly browser: OidcBrowser;
}

/** Changes of the plainest request: undefined leaves a parameter out. */
export interface RequestChanges {
  readonly parameters?: Readonly<Record<string, string | undefined>>;
  /** Default: a browser where nobody is signed in. */
  readonly browser?: OidcBrowser;
  readonly method?: 'GET' | 'POST';
}

/** Makes an authorization request and does what the pages ask the person for, until the application or an error page has the answer. */
export async function authorize(
  suite: Suite,
  { parameters = {}, browser = suite.world.browser(), method = 'GET' }: RequestChanges = {},
): Promise<Authorization> {
  const entries = Object.entries({ ...plainRequest(suite), ...parameters });
  const request = Object.fromEntries(
    entries.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
  const endpoint = `${issuer}/api/oidc/authorization`;
  const first =
    method === 'POST'
      ? await browser.postForm(endpoint, request)
      : await browser.get(`${endpoint}?${new URLSearchParams(request).toString()}`);
  const met: MetPage[] = [];
  const { shownTo, answer } = await walk(browser, first, { clientId: request.client_id ?? '', met });
  return { request, shownTo, answer, met, browser };
}

interface Walk {
  readonly clientId: string;
  readonly met: MetPage[];
}

async function walk(
  browser: OidcBrowser,
  first: RawHttpAnswer,
  { clientId, met }: Walk,
): Promise<Pick<Authorization, 'shownTo' | 'answer'>> {
  let page = first;
  for (let steps = 0; steps < 12; steps += 1) {
    const location = page.header('location');
    if (location === undefined) return { shownTo: 'application', answer: postedForm(page) };
    const url = new URL(location, issuer);
    if (url.origin !== issuer) {
      if (!url.href.startsWith(`${redirectUri}?`)) throw new Error(`sent to ${url.href}`);
      return { shownTo: 'application', answer: url.searchParams };
    }
    if (url.pathname === '/consent/completion') return { shownTo: 'person', answer: url.searchParams };
    page = await browser.get(await nextUrl(browser, url, { clientId, met }));
  }
  throw new Error('the pages lead in a circle');
}

async function nextUrl(browser: OidcBrowser, url: URL, { clientId, met }: Walk): Promise<string> {
  if (url.pathname === '/consent/openid/decision') {
    met.push('consent');
    return consentedUrl(browser, url.href, clientId);
  }
  if (!url.searchParams.has('flow')) return url.href;
  const { data } = JSON.parse((await browser.get(`${issuer}/api/state`)).body);
  const isSignedIn = data.authentication_level > 0;
  met.push(isSignedIn ? 'reauthentication' : 'sign-in');
  const flow = { flow: 'openid_connect', flowID: flowIdOf(url.href) };
  const { password } = people.john;
  const proven = isSignedIn
    ? await browser.post(`${issuer}/api/firstfactor/reauthenticate`, { password, ...flow })
    : await browser.signIn('john', flow);
  return JSON.parse(proven.body).data.redirect;
}

async function consentedUrl(browser: OidcBrowser, url: string, clientId: string): Promise<string> {
  const body = { flow_id: flowIdOf(url), client_id: clientId, consent: true };
  const answer = await browser.post(`${issuer}/api/oidc/consent`, body);
  return JSON.parse(answer.body).data.redirect_uri;
}

/** The form that the page of `response_mode=form_post` posts to the application by its script. */
function postedForm({ status, body, header }: RawHttpAnswer): URLSearchParams {
  const [, action] = /<form method="post" action="([^"]+)">/.exec(body) ?? [];
  if (action !== redirectUri) throw new Error(`${status}: no form for the application: ${body}`);
  const [, script] = /<script>([\s\S]*?)<\/script>/.exec(body) ?? [];
  if (script === undefined || !(header('content-security-policy') ?? '').includes("script-src 'sha256-"))
    throw new Error('the browser would not run the script of this page');
  const inputs = [...body.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"\/>/g)];
  return new URLSearchParams(inputs.map(([, name = '', value = '']) => [name, value]));
}

/** The tokens of an authorization, with the ID token checked as OpenID Connect Core §3.1.3.7 asks. */
export async function redeem(
  suite: Suite,
  { request, answer }: Authorization,
  application?: client.Configuration,
): Promise<client.TokenEndpointResponse & client.TokenEndpointResponseHelpers> {
  const known = application ?? (await applicationOf(suite, request.client_id));
  return client.authorizationCodeGrant(known, new URL(`${redirectUri}?${answer.toString()}`), {
    expectedState: request.state ?? client.skipStateCheck,
    ...(request.nonce === undefined ? {} : { expectedNonce: request.nonce }),
    idTokenExpected: true,
  });
}

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as client from 'openid-client';
import { stringify } from 'yaml';
import type { LogoutReceiver } from '../../support/logout-receiver.ts';
import {
  clientSecret,
  type OidcWorld,
  redirectUri,
  startOidcWorld,
  testClient,
} from '../../support/oidc-world.ts';
import { people } from '../../support/people.ts';
import { createTemporaryFolder } from '../../support/temporary-folder.ts';

/** What the public suite would write beside a module. */
export type Outcome = 'passed' | 'warning' | 'skipped';

/** How an answer comes to the application: the two plans differ in nothing else. */
export type ResponseMode = 'query' | 'form_post';

/** A whole Gatehouse under test, and the way of its answers. */
export interface Suite {
  readonly world: OidcWorld;
  readonly responseMode: ResponseMode;
  /** The back channel of the client `told`. */
  readonly receiver: LogoutReceiver;
}

/** Where the suite's application wants people after they signed out. */
export const signedOutUri = 'https://app.example.com/signed-out';

/** One test module of a public test plan of the OpenID Foundation. */
export interface ConformanceModule {
  /** Its public name. */
  readonly name: string;
  /** What it does, in our words. */
  readonly does: string;
  /** What it may end with. Default: `passed` alone. */
  readonly mayEnd?: readonly Outcome[];
  /** Why, where that is not `passed` alone. */
  readonly because?: string;
  /** Does it over HTTP; throws where the provider fails it. */
  readonly run: (suite: Suite) => Promise<Outcome>;
}

const { john } = people;

/** Somebody of whom everything is known that a standard claim can tell. */
const wellKnownPerson = {
  displayname: john.displayName,
  password: `$plaintext$${john.password}`,
  email: john.email,
  groups: [...john.groups],
  given_name: 'John',
  middle_name: 'Q.',
  family_name: 'Doe',
  nickname: 'Johnny',
  gender: 'male',
  birthdate: '1970-02-01',
  website: 'https://john.example.com/',
  profile: 'https://example.com/people/john',
  picture: 'https://example.com/people/john.png',
  zoneinfo: 'Europe/Berlin',
  locale: 'en-US',
  phone_number: '+1 555 123 4567',
  address: {
    street_address: '1 Main Street',
    locality: 'Springfield',
    region: 'IL',
    postal_code: '62701',
    country: 'US',
  },
};

const allScopes = ['openid', 'profile', 'email', 'address', 'phone', 'offline_access'];

function suiteClient(clientId: string, more: Readonly<Record<string, unknown>> = {}) {
  return testClient({
    client_id: clientId,
    scopes: allScopes,
    consent_mode: 'implicit',
    response_modes: ['query', 'form_post'],
    ...more,
  });
}

/** Starts what the plans are run against: two clients as an operator writes them for a certification, and one that posts its secret. */
export async function startConformanceWorld({ url }: LogoutReceiver): Promise<OidcWorld> {
  const folder = await createTemporaryFolder('conformance');
  const path = join(folder.path, 'users.yml');
  await writeFile(path, stringify({ users: { john: wellKnownPerson } }));
  const world = await startOidcWorld(
    [
      suiteClient('first', { post_logout_redirect_uris: [signedOutUri] }),
      suiteClient('second'),
      suiteClient('told', { post_logout_redirect_uris: [signedOutUri], backchannel_logout_uri: url }),
      suiteClient('posting', { token_endpoint_auth_method: 'client_secret_post' }),
    ],
    {
      configuration: { authentication_backend: { file: { path } } },
      endpoints: { rate_limits: { openid_connect_token: { enable: false } } },
    },
  );
  return {
    ...world,
    async [Symbol.asyncDispose]() {
      await world[Symbol.asyncDispose]();
      await folder.remove();
    },
  };
}

/** The application's side of a client: ID tokens are checked with their signatures. */
export async function applicationOf(
  { world }: Suite,
  clientId = 'first',
  authentication: client.ClientAuth = client.ClientSecretBasic(clientSecret),
): Promise<client.Configuration> {
  const application = await world.application(clientId, authentication);
  client.enableNonRepudiationChecks(application);
  return application;
}

/** The parameters of the suite's plainest request. */
export function plainRequest({ responseMode }: Suite): Readonly<Record<string, string>> {
  return {
    client_id: 'first',
    response_type: 'code',
    redirect_uri: redirectUri,
    scope: 'openid',
    state: client.randomState(),
    nonce: client.randomNonce(),
    ...(responseMode === 'form_post' ? { response_mode: responseMode } : {}),
  };
}

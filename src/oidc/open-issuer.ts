import type { ServerResponse } from 'node:http';
import {
  type AdapterFactory,
  type errors,
  type FindAccount,
  type KoaContextWithOIDC,
  Provider,
} from 'oidc-provider';
import type { ClientConfig } from '../config/sections/identity-providers/client.ts';
import type { OidcConfig } from '../config/sections/identity-providers.ts';
import type { Clock } from '../lib/clock.ts';
import { isSameSecret } from '../lib/constant-time.ts';
import type { Hmac } from '../lib/hmac.ts';
import type { Log } from '../lib/log.ts';
import type { RegistrationTokens } from '../storage/oidc-registration-tokens.ts';
import type { AuthorizationPolicies } from './authorization-policies.ts';
import type { FindPerson } from './claims/find-person.ts';
import type { UserClaims } from './claims/user-claims.ts';
import type { ClientSecrets } from './clients/client-secrets.ts';
import type { KnownClients } from './clients/known-clients.ts';
import { isRedirectAllowed } from './clients/redirect-uris.ts';
import type { Consents } from './consent/create-consents.ts';
import { type Cors, setCorsHeaders } from './cors.ts';
import { pollSeconds } from './device/device-pace.ts';
import { completeDiscovery } from './discovery-document.ts';
import { signMetadata } from './discovery-protection.ts';
import { acceptIdTokensOnly } from './engine/accept-id-tokens-only.ts';
import { installEndpointAuthentication } from './engine/endpoint-authentication.ts';
import { nameSignIns } from './engine/name-sign-ins.ts';
import { refuseReplays } from './engine/refuse-replays.ts';
import { replaceMethod } from './engine/replace-method.ts';
import type { SignInContext } from './engine/sign-in-context.ts';
import { nameTokens } from './engine/token-names.ts';
import type { FetchDocument } from './fetch-document.ts';
import { knowsSignIns } from './logout/knows-sign-ins.ts';
import { endpointOf, oidcPaths } from './paths.ts';
import { engineCookies, providerConfiguration } from './provider-configuration.ts';
import { createAddDetails } from './tell-details.ts';
import { installAccessTokens } from './tokens/access-tokens.ts';
import type { BelieveToken } from './tokens/believe-token.ts';
import type { Protector } from './tokens/create-protector.ts';
import { protectIntrospection } from './tokens/introspection-answer.ts';
import { installAnswers } from './tokens/issue-answers.ts';

type Context = KoaContextWithOIDC;

interface EngineClient {
  readonly clientId: string;
  readonly clientSecret?: string | undefined;
}

/** What one issuer is made of. */
export interface IssuerParts {
  /** The portal's URL without a slash at its end (behaviour.md §9.4). */
  readonly issuer: string;
  readonly claims: UserClaims;
  readonly clock: Clock;
  readonly log: Log;
  readonly signIns: SignInContext;
  readonly policies: AuthorizationPolicies;
  readonly consents: Consents;
  readonly adapter: AdapterFactory;
  readonly findAccount: FindAccount;
  readonly findPerson: FindPerson;
  readonly clientSecrets: ClientSecrets;
  readonly clients: KnownClients;
  readonly registrationTokens: RegistrationTokens;
  readonly cors: Cors;
  /** Gets the answers that tell a device to wait. */
  readonly waiting: WeakSet<ServerResponse>;
  /** Makes names that cannot be guessed. */
  readonly hash: Hmac;
  /** 32 bytes; the same at every instance. */
  readonly dpopNonceSecret: Buffer;
  readonly findClient: (clientId: string) => ClientConfig | undefined;
  readonly protector: Protector;
  readonly fetchDocument: FetchDocument;
  readonly newTokenId: () => string;
  /** What a signed access token is kept by: a keyed hash of its whole text. */
  readonly tokenReference: (token: string) => string;
  readonly believeToken: BelieveToken;
  /** Where the portal goes on with an interaction. */
  readonly interactionUrl: (prompt: string, id: string) => string;
  readonly pairwiseSubject: (accountId: string, clientId: string) => Promise<string>;
  readonly renderError: (
    ctx: Context,
    error: { readonly error: string; readonly error_description?: string | undefined },
  ) => void;
}

/** The two forms of the discovery document, by path. */
const documents: Readonly<Record<string, 'openid' | 'oauth'>> = {
  [oidcPaths.discovery]: 'openid',
  [oidcPaths['oauth-discovery']]: 'oauth',
};

/** The engine for one issuer, with the few things beside it that it has no option for. */
export function openIssuer(config: OidcConfig, parts: IssuerParts): Provider {
  const { findClient, log } = parts;
  const provider = new Provider(parts.issuer, providerConfiguration(config, parts));
  // Its host, scheme and address are handed in with every request (`hand-over-request.ts`).
  provider.proxy = true;
  provider.silent = true;
  refuseReplays(provider);
  installClientRules(provider, parts);
  acceptIdTokensOnly(provider);
  installEndpointAuthentication(provider, findClient);
  installAccessTokens(provider, config, parts);
  installAnswers(provider, config, parts);
  nameSignIns(provider, parts.hash);
  const addDetails = createAddDetails(provider, config.enable_client_debug_messages);
  nameTokens(provider);
  provider.use(async (ctx, next) => {
    await next();
    addDetails(ctx);
    keepCookieFromBrowser(ctx.res);
    const endpoint = endpointOf(ctx.path);
    if (endpoint !== undefined)
      setCorsHeaders(ctx.res, parts.cors.headers(endpoint, ctx.get('Origin') || undefined));
    if (ctx.status !== 200) return;
    if (ctx.path === oidcPaths['device-authorization']) ctx.body = { ...bodyOf(ctx), interval: pollSeconds };
    if (ctx.path === oidcPaths.introspection) await protectIntrospection(ctx, config, parts);
    const document = documents[ctx.path];
    if (document === undefined) return;
    ctx.body = await signMetadata(completeDiscovery(ctx.body, config, document), config, parts.protector);
  });
  tellLog(provider, log, parts.waiting);
  tellUnusableClients(provider, config, log);
  return provider;
}

/** What the engine asks clients about themselves, and we know better. */
function installClientRules({ Client }: Provider, { clients, clientSecrets, findClient }: IssuerParts): void {
  const { prototype } = Client;
  replaceMethod(prototype, 'compareClientSecret', () => async (client: EngineClient, secret: string) => {
    const { clientId, clientSecret } = client;
    if (clients.isWritten(clientId)) return clientSecrets.matches(clientId, secret);
    // Of a client that registered, the engine got the secret out of our sealed storage.
    return clientSecret !== undefined && isSameSecret(clientSecret, secret);
  });
  replaceMethod(prototype, 'redirectUriAllowed', () => ({ clientId }: EngineClient, uri: string) => {
    return isRedirectAllowed(uri, findClient(clientId)?.redirect_uris ?? []);
  });
  replaceMethod(prototype, 'includeSid', () => ({ clientId }: EngineClient) => {
    return knowsSignIns(findClient(clientId));
  });
}

function bodyOf({ body }: { readonly body: unknown }): object {
  return typeof body === 'object' && body !== null ? body : {};
}

/** The engine hands out a cookie of its own session, which is the portal's and has one already. */
function keepCookieFromBrowser(response: ServerResponse): void {
  const header = response.getHeader('Set-Cookie') ?? [];
  const cookies = Array.isArray(header) ? header : [String(header)];
  const kept = cookies.filter((cookie) => !cookie.startsWith(`${engineCookies.session}=`));
  if (kept.length === cookies.length) return;
  if (kept.length === 0) response.removeHeader('Set-Cookie');
  else response.setHeader('Set-Cookie', kept);
}

/** The engine looks at a client when it is first used; what is wrong with one is told at start. Those whose sector must be fetched wait. */
function tellUnusableClients(provider: Provider, { clients }: OidcConfig, log: Log): void {
  for (const { client_id, sector_identifier_uri } of clients) {
    if (sector_identifier_uri !== undefined) continue;
    provider.Client.find(client_id).catch((error: unknown) =>
      log.error({ err: error, client_id }, 'a client of identity_providers.oidc.clients cannot be used'),
    );
  }
}

/** What operators must know of; never a token, a code or a secret. */
function tellLog(provider: Provider, log: Log, waiting: WeakSet<ServerResponse>): void {
  const tell = (what: string) => (ctx: Context, error: errors.OIDCProviderError) =>
    log.info({ client_id: ctx.oidc.client?.clientId, error: error.error, detail: error.error_detail }, what);
  provider.on('authorization.error', tell('an authorization request was refused'));
  provider.on('grant.error', (ctx, error) => {
    if (error.error === 'authorization_pending') waiting.add(ctx.res);
    else tell('a token request was refused')(ctx, error);
  });
  provider.on('device_authorization.error', tell('a device authorization request was refused'));
  provider.on('device_resume.error', tell('an authorization request of a device was refused'));
  provider.on('introspection.error', tell('an introspection request was refused'));
  provider.on('revocation.error', tell('a revocation request was refused'));
  provider.on('pushed_authorization_request.error', tell('a pushed authorization request was refused'));
  provider.on('registration_create.error', tell('a registration was refused'));
  provider.on('registration_update.error', tell('a change of a registered client was refused'));
  provider.on('registration_create.success', (_ctx, { clientId, clientName, redirectUris }) =>
    log.info(
      { client_id: clientId, client_name: clientName, redirect_uris: redirectUris },
      'a client registered itself',
    ),
  );
  provider.on('registration_update.success', (_ctx, { clientId }) =>
    log.info({ client_id: clientId }, 'a registered client changed itself'),
  );
  provider.on('registration_delete.success', (_ctx, { clientId }) =>
    log.info({ client_id: clientId }, 'a registered client removed itself'),
  );
  provider.on('server_error', (_ctx, error) =>
    log.error({ err: error }, 'the OpenID Connect provider failed'),
  );
}

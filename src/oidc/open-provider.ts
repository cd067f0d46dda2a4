import type { RequestListener, ServerResponse } from 'node:http';
import type { Config } from '../config/config.ts';
import type { ClientConfig } from '../config/sections/identity-providers/client.ts';
import type { OidcConfig } from '../config/sections/identity-providers.ts';
import type { EdgeTrust } from '../http/forwarded.ts';
import type { Clock } from '../lib/clock.ts';
import type { Log } from '../lib/log.ts';
import type { Random } from '../lib/random.ts';
import { deriveKey } from '../lib/seal.ts';
import { randomUuid } from '../lib/uuid.ts';
import type { RateLimiter } from '../regulation/rate-limiter.ts';
import type { Sessions } from '../session/sessions.ts';
import type { OidcStorage } from '../storage/oidc-artifacts.ts';
import { createOidcClients } from '../storage/oidc-clients.ts';
import { oidcDigest } from '../storage/oidc-digest.ts';
import { createRegistrationTokens } from '../storage/oidc-registration-tokens.ts';
import { createOpaqueIdentifiers } from '../storage/opaque-identifiers.ts';
import type { PurgedTable } from '../storage/purge.ts';
import { createRememberedConsents } from '../storage/remembered-consents.ts';
import type { UserBackend } from '../users/backend.ts';
import type { PasswordHasher } from '../users/passwords/password-hasher.ts';
import { createApplications } from './applications/create-applications.ts';
import { type AuthorizationPolicies, compileAuthorizationPolicies } from './authorization-policies.ts';
import { createBearerTokens } from './bearer/create-bearer-tokens.ts';
import { createFindAccount } from './claims/find-account.ts';
import { createFindPerson } from './claims/find-person.ts';
import { bearerScope, type ResolveAttribute } from './claims/standard-claims.ts';
import { createSubjects } from './claims/subjects.ts';
import { createUserClaims } from './claims/user-claims.ts';
import { createClientSecrets } from './clients/client-secrets.ts';
import { grantableScopes } from './clients/grantable-scopes.ts';
import { createKnownClients, type KnownClients } from './clients/known-clients.ts';
import { loadClient } from './clients/load-client.ts';
import { createConsents } from './consent/create-consents.ts';
import { onlyWhereLetIn } from './consent/only-where-let-in.ts';
import { compileCors } from './cors.ts';
import { consentUrl, createFlows } from './create-flows.ts';
import { createListener, type Issuer } from './create-listener.ts';
import { createDeviceFlows } from './device/create-device-flows.ts';
import { createDevicePace } from './device/device-pace.ts';
import { createUserCodes } from './device/user-codes.ts';
import { createAdapter } from './engine/create-adapter.ts';
import { createSignInContext } from './engine/sign-in-context.ts';
import { createFetchDocument } from './fetch-document.ts';
import { createSignIns, issuerOf } from './find-sign-in.ts';
import type { KeyRing } from './keys/open-key-ring.ts';
import { rememberLatest } from './keys/remember-latest.ts';
import { createSignOuts } from './logout/create-sign-outs.ts';
import { createSignInEnder } from './logout/end-sign-ins.ts';
import { openBackChannel } from './logout/open-back-channel.ts';
import { createSignOutRequests } from './logout/sign-out-requests.ts';
import { openIssuer } from './open-issuer.ts';
import { openRecords } from './open-records.ts';
import { renderCompletion } from './render-completion.ts';
import { createBelieveToken } from './tokens/believe-token.ts';
import { createFindKey } from './tokens/client-keys.ts';
import { createProtector } from './tokens/create-protector.ts';

/** What the provider is made of; `src/app/open-oidc.ts` puts it together. */
export interface ProviderOptions {
  readonly config: {
    readonly session: Pick<Config['session'], 'cookies'>;
    readonly server: { readonly address: Pick<Config['server']['address'], 'path'> };
  };
  readonly oidc: OidcConfig;
  readonly storage: Pick<OidcStorage, 'database' | 'seal'>;
  /** `storage.encryption_key`. */
  readonly encryptionKey: string;
  readonly users: Pick<UserBackend, 'find'>;
  readonly hasher: Pick<PasswordHasher, 'matches'>;
  readonly resolveAttribute: ResolveAttribute;
  /** The networks that names in authorization policies stand for. */
  readonly networksOf: (names: readonly string[]) => readonly string[];
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** PEM certificates to trust besides the system's. */
  readonly trustedCertificates: readonly string[];
  /** The keys of the moment; a change of keys gives every issuer a new engine. */
  readonly keys: Pick<KeyRing, 'config' | 'refresh'>;
}

/** What its endpoints need besides. */
export interface EndpointOptions {
  readonly sessions: Pick<Sessions, 'find'>;
  readonly rateLimiter: RateLimiter;
  readonly trust: EdgeTrust;
}

/** The OpenID Connect provider: one issuer for each portal URL that is configured. */
export function openProvider(options: ProviderOptions) {
  const { oidc, config, clock, log, random } = options;
  const parts = createParts(options);
  const { context } = parts;
  const waiting = new WeakSet<ServerResponse>();
  const protectorOf = (current: OidcConfig) => createProtector(current, parts.findKey);
  const issuers = config.session.cookies.flatMap((domain): Issuer[] => {
    const issuer = issuerOf(domain);
    if (issuer === undefined) return [];
    const kept = { issuer, artifacts: parts.artifacts, clock };
    const userCodes = createUserCodes(kept);
    const pace = createDevicePace(kept);
    const rules = oidc.dynamic_registration;
    const adapter = createAdapter({ ...parts, issuer, signIns: context, clock, rules, userCodes, pace });
    const own = { ...parts, issuer, adapter, clock, log, signIns: context, waiting };
    const provider = rememberLatest(options.keys.config, (current) =>
      openIssuer(current, {
        ...own,
        protector: protectorOf(current),
        believeToken: createBelieveToken(current),
        interactionUrl: (prompt, id) =>
          prompt === 'consent' ? consentUrl(issuer, id) : `${issuer}/?flow=openid_connect&flow_id=${id}`,
        renderError: (ctx, error) => renderCompletion(issuer, ctx, error),
      }),
    );
    // What is wrong with it is told at start.
    provider();
    return [
      {
        issuer,
        domain,
        userCodes,
        get provider() {
          return provider();
        },
      },
    ];
  });
  if (issuers.length === 0) {
    log.warn(
      'No portal URL is configured (session.cookies[].authelia_url): there is no OpenID Connect issuer.',
    );
  }
  const backChannel = openBackChannel(oidc, {
    ...options,
    ...parts,
    issuers,
    currentProtector: rememberLatest(options.keys.config, protectorOf),
  });
  const scopes = grantableScopes(Object.keys(parts.claims.scopes), oidc.clients);
  const flowParts = { ...parts, issuers, scopes, clock, random };
  return {
    flows: createFlows(flowParts),
    deviceFlows: createDeviceFlows(flowParts),
    applications: createApplications({
      ...parts,
      issuers: issuers.map(({ issuer }) => issuer),
      clock,
      loadClient: (clientId) => loadClientOfAny(issuers, parts.clients, clientId),
      onNoted: () => backChannel?.wake(),
    }),
    listener: (endpoints: EndpointOptions, rest: RequestListener) =>
      createListener(
        {
          ...endpoints,
          ...parts,
          issuers,
          log,
          waiting,
          preparation: {
            ...parts,
            oidc,
            log,
          },
          basePath: config.server.address.path,
          refreshKeys: options.keys.refresh,
          hasRegistration: oidc.dynamic_registration.enabled,
        },
        rest,
      ),
    signOuts: createSignOuts({
      ...parts.endSession,
      oidc,
      records: parts,
      cookies: config.session.cookies,
      clock,
    }),
    /** Its access tokens at the endpoints for proxies; undefined where no client may have any that open something there. */
    bearerTokens: oidc.clients.some(({ scopes }) => scopes.includes(bearerScope))
      ? createBearerTokens({ ...parts, issuers, log })
      : undefined,
    /** What grows, for the purger. */
    purged: [
      purgedTable('oidc_artifacts', parts.artifacts),
      purgedTable('oidc_authorizations', parts.authorizations),
      purgedTable('oidc_logouts', parts.logouts),
      purgedTable('oauth2_consent_preconfiguration', parts.remembered),
      purgedTable('oidc_registration_tokens', parts.registrationTokens),
    ],
    endSignIn: createSignInEnder({
      oidc,
      cookies: config.session.cookies,
      records: parts,
      clock,
      onNoted: () => backChannel?.wake(),
    }),
    close: async () => backChannel?.close(),
  };
}

/** A registered client is known to one of the issuers. */
async function loadClientOfAny(
  issuers: readonly Issuer[],
  clients: KnownClients,
  clientId: string,
): Promise<ClientConfig | undefined> {
  for (const { provider } of issuers) {
    const client = await loadClient(provider, clients, clientId);
    if (client !== undefined) return client;
  }
  return undefined;
}

/** Rows go as soon as they are worth nothing. */
function purgedTable(name: string, { purge }: Pick<PurgedTable, 'purge'>): PurgedTable {
  return { name, keptForMs: 0, purge };
}

function createParts({
  oidc,
  storage,
  encryptionKey,
  users,
  hasher,
  random,
  clock,
  ...rest
}: ProviderOptions) {
  const records = openRecords({ storage, encryptionKey });
  const { authorizations, hash } = records;
  const clients = createKnownClients(oidc.clients);
  const findClient = (clientId: string) => clients.find(clientId);
  const subjects = createSubjects(createOpaqueIdentifiers(storage.database), random);
  const claims = createUserClaims(oidc, rest.resolveAttribute);
  const policies: AuthorizationPolicies = compileAuthorizationPolicies(
    oidc.authorization_policies,
    rest.networksOf,
  );
  const fetchDocument = createFetchDocument(rest.trustedCertificates);
  const remembered = createRememberedConsents(storage.database);
  const findPerson = createFindPerson({ subjects, users, policies, authorizations, clock, findClient });
  const context = createSignInContext();
  return {
    ...records,
    subjects,
    registered: createOidcClients(storage),
    registrationTokens: createRegistrationTokens({ ...storage, digest: oidcDigest(encryptionKey) }),
    clients,
    claims,
    policies,
    remembered,
    findClient,
    context,
    dpopNonceSecret: deriveKey(encryptionKey, 'gatehouse oidc dpop nonce'),
    signIns: createSignIns({ subjects, hash }),
    cors: compileCors(oidc),
    endSession: { clients, findClient, requests: createSignOutRequests({ encryptionKey, clock, random }) },
    fetchDocument,
    newTokenId: () => randomUuid(random),
    findKey: createFindKey(fetchDocument),
    tokenReference: (token: string) => hash(`token\n${token}`),
    consents: onlyWhereLetIn(createConsents({ remembered, clock, findClient }), {
      policies,
      signIns: context,
      findClient,
    }),
    clientSecrets: createClientSecrets(oidc.clients, hasher),
    findPerson,
    findAccount: createFindAccount({ claims, findPerson, findClient }),
    async pairwiseSubject(accountId: string, clientId: string): Promise<string> {
      const username = await subjects.findUser(accountId);
      const sector = URL.parse(findClient(clientId)?.sector_identifier_uri ?? '')?.host;
      if (username === undefined || sector === undefined) throw new TypeError('no subject for this sector');
      return subjects.of(username, sector);
    },
  };
}

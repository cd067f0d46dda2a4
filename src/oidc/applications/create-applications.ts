import type { ClientConfig } from '../../config/sections/identity-providers/client.ts';
import type { Clock } from '../../lib/clock.ts';
import type { OidcArtifacts } from '../../storage/oidc-artifacts.ts';
import type { OidcAuthorization, OidcAuthorizations } from '../../storage/oidc-authorizations.ts';
import type { OidcLogouts } from '../../storage/oidc-logouts.ts';
import type { RememberedConsents } from '../../storage/remembered-consents.ts';
import { offlineScopes } from '../claims/standard-claims.ts';
import type { Subjects } from '../claims/subjects.ts';
import { toldWithinMs } from '../logout/end-sign-ins.ts';
import { type Granted, readGrant } from './read-grant.ts';

/** What the list of a person's applications is made of. */
export interface ApplicationParts {
  readonly subjects: Subjects;
  readonly authorizations: OidcAuthorizations;
  readonly remembered: RememberedConsents;
  readonly artifacts: OidcArtifacts;
  readonly logouts: OidcLogouts;
  readonly clock: Clock;
  /** Every issuer: a grant is known to one of them. */
  readonly issuers: readonly string[];
  readonly loadClient: (clientId: string) => Promise<ClientConfig | undefined>;
  /** Told when there is something to deliver. */
  readonly onNoted: () => void;
}

/** The applications that people gave something, and how it is taken back (`OpenIdApplications` of the portal). */
export function createApplications(parts: ApplicationParts) {
  const { subjects, authorizations, remembered } = parts;
  return {
    async list(username: string) {
      const given = await givenBy(parts, await subjects.of(username));
      const byClient = [...Map.groupBy(given, ({ clientId }) => clientId)];
      const applications = await Promise.all(
        byClient.map(async ([clientId, all]) =>
          applicationOf(clientId, await parts.loadClient(clientId), all),
        ),
      );
      return applications.toSorted((one, other) => one.name.localeCompare(other.name));
    },
    /** What tokens are bound to goes first: none of them is good from then on. */
    async revoke(username: string, clientId: string): Promise<boolean> {
      const subject = await subjects.of(username);
      const taken = await authorizations.removeOfAccount(subject, clientId);
      for (const authorization of taken) await endGrant(parts, authorization);
      const isForgotten = await remembered.revoke(subject, clientId);
      return taken.length > 0 || isForgotten;
    },
  };
}

/** Ends what came from a grant; the application is told as of a sign-out (OpenID Connect Back-Channel Logout §2.3). */
async function endGrant(
  { artifacts, issuers, logouts, clock, loadClient, onNoted }: ApplicationParts,
  { grantId, clientId, accountId, sid }: OidcAuthorization,
): Promise<void> {
  for (const issuer of issuers) {
    const grant = { kind: `${issuer} Grant`, value: grantId ?? '' };
    if ((await artifacts.find(grant)) === undefined) continue;
    await artifacts.removeByGrant(`${issuer} ${grant.value}`);
    if ((await loadClient(clientId))?.backchannel_logout_uri === undefined) continue;
    const nowMs = clock.now();
    const times = { nowMs, expiresAtMs: nowMs + toldWithinMs };
    await logouts.note(`grant ${grant.value}`, { issuer, clientId, accountId, sid }, times);
  }
  onNoted();
}

/** Something that a client was given. */
interface Given extends Granted {
  readonly clientId: string;
  /** Until when it is not asked for again. */
  readonly rememberedUntilMs?: number;
}

async function givenBy(
  { authorizations, remembered, artifacts, issuers, clock }: ApplicationParts,
  subject: string,
): Promise<readonly Given[]> {
  const grants: Given[] = [];
  for (const { clientId, grantId } of await authorizations.ofAccount(subject, clock.now())) {
    for (const issuer of issuers) {
      const found = await artifacts.find({ kind: `${issuer} Grant`, value: grantId ?? '' });
      if (found !== undefined) grants.push({ clientId, ...readGrant(found.payload) });
    }
  }
  const consents = await remembered.ofSubject(subject, clock.now());
  const kept = consents.map(({ clientId, scopes, claims, audience, createdAtMs, expiresAtMs }): Given => {
    return { clientId, scopes, claims, audience, sinceMs: createdAtMs, rememberedUntilMs: expiresAtMs };
  });
  return [...grants, ...kept];
}

function applicationOf(clientId: string, client: ClientConfig | undefined, given: readonly Given[]) {
  const all = (of: (one: Given) => readonly string[]) => [...new Set(given.flatMap(of))];
  const scopes = all((one) => one.scopes);
  const isRenewing = client?.grant_types.includes('refresh_token') ?? false;
  const untilMs = given.flatMap(({ rememberedUntilMs }) => rememberedUntilMs ?? []);
  return {
    clientId,
    name: client?.client_name ?? clientId,
    scopes,
    claims: all((one) => one.claims),
    audience: all((one) => one.audience),
    sinceMs: Math.min(...given.map(({ sinceMs }) => sinceMs)),
    staysConnected: isRenewing && scopes.some((scope) => offlineScopes.includes(scope)),
    rememberedUntilMs: untilMs.length === 0 ? undefined : Math.max(...untilMs),
  };
}

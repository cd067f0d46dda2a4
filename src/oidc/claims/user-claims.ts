import type { ClientConfig } from '../../config/sections/identity-providers/client.ts';
import type { OidcConfig } from '../../config/sections/identity-providers.ts';
import type { UserDetails } from '../../users/backend.ts';
import { claimAttributes, type ResolveAttribute, scopeClaims } from './standard-claims.ts';

/** What a client is to be told of a person. */
export interface ClaimsQuestion {
  readonly use: 'userinfo' | 'id_token' | 'access_token';
  readonly scopes: readonly string[];
  /** What the `claims` parameter asked for here, and was granted. */
  readonly asked: readonly string[];
  /** An ID token is all that the client gets (`response_type=id_token`), so that it has the claims of the scopes as well. */
  readonly isIdTokenAlone: boolean;
}

/** A client, as far as claims depend on it. */
type PolicyHolder = Pick<ClientConfig, 'claims_policy'>;

/** Turns users into claims. Claims without a value are left out. */
export interface UserClaims {
  /** Every claim that any client may be told, for the engine and the discovery document. */
  readonly names: readonly string[];
  /** Every scope, with the claims that it stands for. */
  readonly scopes: Readonly<Record<string, readonly string[]>>;
  of(user: UserDetails, client: PolicyHolder, question: ClaimsQuestion): Readonly<Record<string, unknown>>;
}

/** Claims that say something of another one, and nothing without it. */
const subjectOf: Readonly<Record<string, string>> = {
  email_verified: 'email',
  phone_number_verified: 'phone_number',
};

type ClaimsConfig = Pick<OidcConfig, 'claims_policies' | 'scopes'>;

/** Claims as the configuration says: to UserInfo alone, unless the policy or the client's request puts them into the ID token (behaviour.md §9.3). */
export function createUserClaims(config: ClaimsConfig, resolve: ResolveAttribute): UserClaims {
  const ownScopes = Object.fromEntries(
    Object.entries(config.scopes).map(([name, { claims }]) => [name, claims]),
  );
  const scopes = { ...scopeClaims, ...ownScopes };
  const ownClaims = Object.values(config.claims_policies).flatMap(({ custom_claims }) =>
    Object.entries(custom_claims).map(([key, { name }]) => name ?? key),
  );
  return {
    names: [...new Set([...Object.values(scopes).flat(), ...ownClaims])],
    scopes,
    of(user, client, question) {
      const policy = policyOf(config, client);
      const ofScopes = question.scopes.flatMap((scope) => scopes[scope] ?? []);
      const wanted = {
        userinfo: [...ofScopes, ...question.asked],
        id_token: [...(question.isIdTokenAlone ? ofScopes : (policy?.id_token ?? [])), ...question.asked],
        access_token: policy?.access_token ?? [],
      }[question.use];
      const attributes = { ...claimAttributes, ...ownAttributes(policy) };
      const resolved = (claim: string) => resolve(attributes[claim] ?? claim, user);
      const isTold = (claim: string) =>
        !isEmpty(resolved(claim)) && !isEmpty(resolved(subjectOf[claim] ?? claim));
      return Object.fromEntries([...new Set(wanted)].filter(isTold).map((claim) => [claim, resolved(claim)]));
    },
  };
}

type ClaimsPolicy = OidcConfig['claims_policies'][string];

function policyOf(config: ClaimsConfig, client: PolicyHolder): ClaimsPolicy | undefined {
  const { claims_policy: name } = client;
  return name !== undefined && Object.hasOwn(config.claims_policies, name)
    ? config.claims_policies[name]
    : undefined;
}

function ownAttributes(policy: ClaimsPolicy | undefined): Readonly<Record<string, string>> {
  const entries = Object.entries(policy?.custom_claims ?? {});
  return Object.fromEntries(entries.map(([key, { name, attribute }]) => [name ?? key, attribute ?? key]));
}

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === '') return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}

import type { OidcConfig } from '../config/sections/identity-providers.ts';
import { compileNetworks } from '../lib/ip-network.ts';

/** What a client asks of people. */
export type Requirement = 'one_factor' | 'two_factor' | 'deny';

/** Who wants to use a client, and from where. */
export interface PolicySubject {
  readonly username: string;
  readonly groups: readonly string[];
  /** Undefined where it cannot be told: then it is in no network. */
  readonly address: string | undefined;
}

/** Says what the policy of a client requires of somebody; an unknown name is the strictest: deny. */
export type AuthorizationPolicies = (policy: string, subject: PolicySubject) => Requirement;

/** Whether a sign-in of that level is enough for what a client asks. */
export function isLetIn(requirement: Requirement, level: number): boolean {
  return requirement !== 'deny' && level >= (requirement === 'two_factor' ? 2 : 1);
}

/** Compiles `authorization_policies` (behaviour.md §9.1): rules in order, the first that matches decides, else the default. */
export function compileAuthorizationPolicies(
  config: OidcConfig['authorization_policies'],
  networksOf: (names: readonly string[]) => readonly string[],
): AuthorizationPolicies {
  const policies = new Map(
    Object.entries(config).map(([name, { default_policy, rules }]) => {
      const compiled = rules.map(({ policy, subject, networks }) => {
        const isInNetworks = compileNetworkTest(networksOf(networks));
        const matches = (who: PolicySubject) => isSubject(subject, who) && isInNetworks(who.address);
        return { policy, matches };
      });
      return [name, { default_policy, rules: compiled }] as const;
    }),
  );
  return (name, who) => {
    if (name === 'one_factor' || name === 'two_factor') return name;
    const policy = policies.get(name);
    if (policy === undefined) return 'deny';
    return policy.rules.find(({ matches }) => matches(who))?.policy ?? policy.default_policy;
  };
}

/** The outer list is OR, the inner one AND; an empty one is everybody. */
function isSubject(
  alternatives: readonly (readonly string[])[],
  { username, groups }: PolicySubject,
): boolean {
  const names = new Set([`user:${username}`, ...groups.map((group) => `group:${group}`)]);
  return alternatives.length === 0 || alternatives.some((all) => all.every((name) => names.has(name)));
}

function compileNetworkTest(networks: readonly string[]): (address: string | undefined) => boolean {
  if (networks.length === 0) return () => true;
  const compiled = compileNetworks(networks);
  return (address) => address !== undefined && compiled.has(address);
}

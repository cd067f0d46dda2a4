import { canonicalHost } from '../lib/canonical-host.ts';
import type { Subject } from './subject.ts';

/** Which rule a host falls under by its domain alone, found in about the same time among ten rules or ten thousand. */
export interface DomainIndex {
  /** The position of the first rule whose domain matches; `noRule` where there is none. The host is canonical. */
  first(host: string, subject: Subject): number;
}

/** Later than every rule. */
export const noRule = Number.POSITIVE_INFINITY;

const userMark = '{user}';
const groupMark = '{group}';

/** For each text the position of the first rule that names it. */
type Positions = Map<string, number>;

/** The four forms of a domain, each keyed by what has to equal the host or its end. */
interface Forms {
  /** The rules without any domain: they match every host. */
  everything: number;
  readonly exact: Positions;
  /** `*.x` as `.x`. */
  readonly wildcard: Positions;
  /** `{user}<rest>` as `<rest>`. */
  readonly user: Positions;
  /** `{group}<rest>` as `<rest>`. */
  readonly group: Positions;
}

/** Indexes the domains of rules (behaviour.md §5.2); the outer list is in the order of the rules. */
export function indexDomains(domainsByRule: readonly (readonly string[])[]): DomainIndex {
  const forms: Forms = {
    everything: noRule,
    exact: new Map(),
    wildcard: new Map(),
    user: new Map(),
    group: new Map(),
  };
  for (const [position, domains] of domainsByRule.entries()) {
    if (domains.length === 0) forms.everything = Math.min(forms.everything, position);
    for (const domain of domains) addDomain(forms, domain, position);
  }
  const identityEndLengths = endLengths([forms.user, forms.group]);
  return {
    first: (host, subject) =>
      Math.min(
        forms.everything,
        forms.exact.get(host) ?? noRule,
        firstWildcard(forms.wildcard, host),
        identityEndLengths.length === 0 ? noRule : firstOfIdentity(forms, identityEndLengths, host, subject),
      ),
  };
}

/** Whether a domain of a rule looks at who asks. */
export function dependsOnIdentity(domain: string): boolean {
  const lowerCase = domain.toLowerCase();
  return lowerCase.startsWith(userMark) || lowerCase.startsWith(groupMark);
}

function addDomain(forms: Forms, rawDomain: string, position: number): void {
  const domain = rawDomain.toLowerCase().replace(/\.$/, '');
  if (domain.startsWith('*.')) addFirst(forms.wildcard, domain.slice(1), position);
  else if (domain.startsWith(userMark)) addFirst(forms.user, domain.slice(userMark.length), position);
  else if (domain.startsWith(groupMark)) addFirst(forms.group, domain.slice(groupMark.length), position);
  else addFirst(forms.exact, exactKey(domain), position);
}

/** An exact domain as hosts are spelled; one with a port, or `*foo`, keeps its text and so never matches (behaviour.md §5.2). */
function exactKey(domain: string): string {
  const canonical = canonicalHost(domain);
  return canonical === undefined || canonical.port !== undefined ? domain : canonical.host;
}

function addFirst(positions: Positions, key: string, position: number): void {
  if (!positions.has(key)) positions.set(key, position);
}

/** `*.x` holds at any depth below `x`, never for `x` itself. */
function firstWildcard(wildcard: Positions, host: string): number {
  if (wildcard.size === 0) return noRule;
  let first = noRule;
  for (let dot = host.indexOf('.', 1); dot !== -1; dot = host.indexOf('.', dot + 1)) {
    first = Math.min(first, wildcard.get(host.slice(dot)) ?? noRule);
  }
  return first;
}

function firstOfIdentity(forms: Forms, lengths: readonly number[], host: string, subject: Subject): number {
  const isAnonymous = subject.username === undefined && subject.groups.length === 0;
  if (isAnonymous) return firstForAnonymous(forms, lengths, host);
  return Math.min(firstForUser(forms.user, host, subject), firstForGroups(forms.group, host, subject));
}

/** A visitor who may yet turn out to be anybody matches every host that could be somebody's. */
function firstForAnonymous(forms: Forms, lengths: readonly number[], host: string): number {
  let first = noRule;
  for (const length of lengths) {
    if (length >= host.length) continue;
    const end = host.slice(host.length - length);
    first = Math.min(first, forms.user.get(end) ?? noRule, forms.group.get(end) ?? noRule);
  }
  return first;
}

function firstForUser(user: Positions, host: string, subject: Subject): number {
  const name = subject.username?.toLowerCase();
  if (name === undefined || name === '' || !host.startsWith(name)) return noRule;
  return user.get(host.slice(name.length)) ?? noRule;
}

/** The part before the first dot must be one of the groups. */
function firstForGroups(group: Positions, host: string, subject: Subject): number {
  const dot = host.indexOf('.');
  if (dot === -1 || group.size === 0) return noRule;
  const position = group.get(host.slice(dot));
  if (position === undefined) return noRule;
  const label = host.slice(0, dot);
  return subject.groups.some((name) => name.toLowerCase() === label) ? position : noRule;
}

function endLengths(forms: readonly Positions[]): number[] {
  const lengths = new Set(forms.flatMap((positions) => [...positions.keys()].map((end) => end.length)));
  return [...lengths];
}

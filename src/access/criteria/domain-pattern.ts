import { canonicalHost } from '../../lib/canonical-host.ts';
import type { Question } from '../question.ts';
import type { Subject } from '../subject.ts';
import type { Verdict } from '../verdict.ts';

/**
 * One entry of `domain`, read (behaviour.md §5.2). `rest` is what a host has to equal, or to end with: for `*.x` it is `.x`, for
 * `{user}-x` it is `-x`. All lower case.
 */
export interface DomainPattern {
  readonly form: 'exact' | 'wildcard' | 'user' | 'group';
  readonly rest: string;
}

const userMark = '{user}';
const groupMark = '{group}';

/** Reads one entry of `domain`; case and a trailing dot make no difference. */
export function readDomainPattern(written: string): DomainPattern {
  const domain = written.toLowerCase().replace(/\.$/, '');
  if (domain.startsWith('*.')) return { form: 'wildcard', rest: domain.slice(1) };
  if (domain.startsWith(userMark)) return { form: 'user', rest: domain.slice(userMark.length) };
  if (domain.startsWith(groupMark)) return { form: 'group', rest: domain.slice(groupMark.length) };
  return { form: 'exact', rest: exactHost(domain) };
}

/** Whether the entry looks at who asks. */
export function dependsOnIdentity({ form }: DomainPattern): boolean {
  return form === 'user' || form === 'group';
}

/** How a canonical host stands to an entry. */
export function domainVerdict(
  { form, rest }: DomainPattern,
  host: string,
  { subject, isAnonymous }: Pick<Question, 'subject' | 'isAnonymous'>,
): Verdict {
  if (form === 'exact') return host === rest ? 'hit' : 'miss';
  if (host.length <= rest.length || !host.endsWith(rest)) return 'miss';
  if (form === 'wildcard') return 'hit';
  if (isAnonymous) return 'may';
  const name = host.slice(0, host.length - rest.length);
  return isNameOf(subject, form, name, rest) ? 'hit' : 'miss';
}

/** The name of a user may have dots; that of a group is the part before the first one. */
function isNameOf(subject: Subject, form: 'user' | 'group', name: string, rest: string): boolean {
  if (form === 'user') return subject.username?.toLowerCase() === name;
  if (name.includes('.') || !rest.startsWith('.')) return false;
  return subject.groups.some((group) => group.toLowerCase() === name);
}

/** An exact domain as hosts are spelled; one with a port, or `*foo`, keeps its text and so never matches. */
function exactHost(domain: string): string {
  const canonical = canonicalHost(domain);
  return canonical === undefined || canonical.port !== undefined ? domain : canonical.host;
}

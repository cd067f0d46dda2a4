import { parseTarget, type Target } from '../../access/target.ts';
import type { CookieDomainConfig } from '../../config/sections/session.ts';
import { safeRedirect } from '../../session/safe-redirect.ts';
import type { PageView } from './page-answers.ts';
import type { SentForm } from './read-form.ts';

/** Where a person is on the way to (`rd`, with `rm` as the method), as far as it may be followed. */
export type Destination =
  | { readonly kind: 'none' }
  /** Not ours to send anyone to, malformed, or given more than once. */
  | { readonly kind: 'unsafe' }
  | { readonly kind: 'safe'; readonly target: Target };

/** Reads and checks a destination from the values of its two parameters. */
export function readDestination(
  rawUrls: readonly string[],
  rawMethods: readonly string[],
  domains: readonly CookieDomainConfig[],
): Destination {
  const [rawUrl = ''] = rawUrls;
  if (rawUrls.length > 1) return { kind: 'unsafe' };
  if (rawUrl === '') return { kind: 'none' };
  const [rawMethod = ''] = rawMethods;
  const method = rawMethods.length === 1 && /^[A-Z]{1,32}$/.test(rawMethod) ? rawMethod : 'GET';
  const url = safeRedirect(rawUrl, domains);
  const target = url && parseTarget(url.href, method);
  return target === undefined ? { kind: 'unsafe' } : { kind: 'safe', target };
}

/** The destination that a form carries along; `unsafe` where it is none of ours. */
export function destinationOfForm(
  form: SentForm | undefined,
  domains: readonly CookieDomainConfig[],
): Destination {
  return readDestination(form?.all('targetURL') ?? [], form?.all('requestMethod') ?? [], domains);
}

/** What a page says of a destination; nothing of one that is not safe. */
export function destinationView(
  destination: Destination,
): Pick<PageView, 'targetHost' | 'targetUrl' | 'requestMethod'> {
  if (destination.kind !== 'safe') return {};
  const { host, url, method } = destination.target;
  return { targetHost: host, targetUrl: url, requestMethod: method };
}

/** The query that keeps a destination: `?rd=…&rm=…`, or nothing. */
export function destinationQuery(destination: Destination): string {
  if (destination.kind !== 'safe') return '';
  const { url, method } = destination.target;
  return portalQuery({ rd: url, rm: method });
}

/** A query of the portal's own parameters. */
export function portalQuery(parameters: { readonly rd: string; readonly rm?: string }): string {
  return `?${new URLSearchParams(parameters).toString()}`;
}

import { formatDuration, readDuration } from '../../notations/duration.ts';
import { isLocalhostName, isUnder } from '../../notations/host.ts';
import type { CheckContext } from '../../section.ts';
import type { SessionConfig } from '../session.ts';
import { bareDomain } from './cookie-domain.ts';
import { defaultExpiration } from './cookie-keys.ts';

/** Whether the old form's default URL can be used; one that cannot is dropped with a warning (behaviour.md §3.9). */
export function isUsableRedirection(written: string | undefined, domain: string): boolean {
  if (written === undefined) return false;
  const { protocol, hostname } = new URL(written);
  return (protocol === 'https:' || isLocalhostName(hostname)) && isUnder(hostname, domain);
}

/** `session.domain` as it was written; undefined with today's form. */
export function writtenDomain(raw: unknown): string | undefined {
  const domain = valueAt(raw, 'domain');
  return typeof domain === 'string' && domain !== '' ? domain : undefined;
}

/** Warns of spellings that are understood, but not as they may have been meant. Needs the section as written. */
export function warnOfSpellings(ready: SessionConfig, context: CheckContext): void {
  warnOfOldForm(ready, context);
  const cookies = valueAt(context.raw, 'cookies');
  for (const [index, entry] of (Array.isArray(cookies) ? cookies : []).entries()) {
    warnOfDot(valueAt(entry, 'domain'), ['cookies', index, 'domain'], context);
    warnOfExpiration(valueAt(entry, 'expiration'), ['cookies', index, 'expiration'], context);
  }
  warnOfExpiration(valueAt(context.raw, 'expiration'), ['expiration'], context);
}

type Path = readonly (string | number)[];

function warnOfOldForm(ready: SessionConfig, context: CheckContext): void {
  const [cookie] = ready.cookies;
  if (writtenDomain(context.raw) === undefined || cookie === undefined) return;
  warnOfDot(writtenDomain(context.raw), ['domain'], context);
  const url = cookie.authelia_url ?? `https://auth.${cookie.domain}`;
  context.report({
    path: ['domain'],
    severity: 'warning',
    message: 'session.domain is the old form; it keeps working.',
    hint: `Today's form: cookies: [{domain: '${cookie.domain}', authelia_url: '${url}'}].`,
  });
  const redirection = valueAt(context.raw, 'default_redirection_url');
  if (typeof redirection !== 'string' || redirection === '' || cookie.default_redirection_url !== undefined)
    return;
  context.report({
    path: ['default_redirection_url'],
    severity: 'warning',
    message: `This URL is not used: it is not an https URL under the domain ${cookie.domain}.`,
    hint: `Write a URL such as https://www.${cookie.domain}, or remove the key.`,
  });
}

function warnOfDot(written: unknown, path: Path, { report }: CheckContext): void {
  if (typeof written !== 'string' || !written.startsWith('.')) return;
  const hint = `Write ${bareDomain(written)}.`;
  report({ path, severity: 'warning', message: 'The leading dot has no meaning and is left out.', hint });
}

function warnOfExpiration(written: unknown, path: Path, { report }: CheckContext): void {
  const value = readDuration(written);
  if (typeof value !== 'number' || value > 0) return;
  const message = `A session cannot be without an end: ${formatDuration(defaultExpiration)} is used.`;
  report({ path, severity: 'warning', message, hint: 'Write a duration such as 1h.' });
}

function valueAt(raw: unknown, key: string): unknown {
  return typeof raw === 'object' && raw !== null ? new Map(Object.entries(raw)).get(key) : undefined;
}

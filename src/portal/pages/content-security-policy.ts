import type { Random } from '../../lib/random.ts';

/**
 * Everything from this site or not at all. `form-action` can be that strict because no answer to a form redirects elsewhere: Chromium
 * would hold the whole chain of redirects against it (see `onward-page.ts`).
 */
const ownPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join('; ');

const nonceBytes = 24;
// biome-ignore lint/suspicious/noTemplateCurlyInString: what operators write into the template.
const placeholder = '${NONCE}';

/** The Content-Security-Policy of a page: ours, or the operator's `server.headers.csp_template` with a fresh nonce in it. */
export function contentSecurityPolicy(template: string | undefined, random: Random): string {
  if (template === undefined || template.trim() === '') return ownPolicy;
  const nonce = random.bytes(nonceBytes).toString('base64url');
  // A template may be written over several lines; a header may not.
  return template.replaceAll(placeholder, nonce).replace(/\s+/g, ' ').trim();
}

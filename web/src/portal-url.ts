import type { PageData } from '../../shared/api/page.ts';

/** The portal's own page that knows what comes next, with the target kept (`rd`, `rm`). */
export function portalUrl({ basePath, targetUrl, requestMethod }: PageData): string {
  const query = new URLSearchParams();
  if (targetUrl !== undefined) query.set('rd', targetUrl);
  if (requestMethod !== undefined) query.set('rm', requestMethod);
  const text = query.toString();
  return text === '' ? basePath : `${basePath}?${text}`;
}

import type { PageData } from '../../shared/api/page.ts';

/**
 * A page of the portal's with the target kept (`rd`, `rm`); `path` is below the base path. Without one: where sign-in leads to, which is the
 * page that the person wanted, or the start page, which knows what comes next.
 */
export function portalUrl(data: PageData, path: string = data.keptPath ?? ''): string {
  const { basePath, targetUrl, requestMethod, flowId, userCode } = data;
  const query = new URLSearchParams();
  if (targetUrl !== undefined) query.set('rd', targetUrl);
  if (requestMethod !== undefined) query.set('rm', requestMethod);
  if (flowId !== undefined) {
    query.set('flow', 'openid_connect');
    query.set('flow_id', flowId);
  }
  if (userCode !== undefined) query.set('user_code', userCode);
  const text = query.toString();
  return text === '' ? `${basePath}${path}` : `${basePath}${path}?${text}`;
}

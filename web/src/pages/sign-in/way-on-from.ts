import type { PageData } from '../../../../shared/api/page.ts';
import { portalUrl } from '../../portal-url.ts';

/** Where a sign-in leads: to the page of ours that the person wanted, else where the server says, else to the portal's start page. */
export function wayOnFrom(data: PageData, redirect: string | undefined): string {
  return data.keptPath === undefined ? (redirect ?? portalUrl(data)) : portalUrl(data);
}

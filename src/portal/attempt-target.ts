import type { AttemptTarget } from '../factors/password-sign-in.ts';
import { headerValues } from '../http/raw-request.ts';
import type { PortalRequest } from './portal-request.ts';

/**
 * Where a person who tries to sign in is going, for the record of attempts (behaviour.md §6.1): what the attempt itself says, else `rd` and
 * `rm` of the page that it was made on. It is recorded only, never followed; undefined for what is no URL of a web page.
 */
export function attemptTarget(
  request: PortalRequest,
  rawUrl: string,
  rawMethod: string,
): AttemptTarget | undefined {
  return readTarget(rawUrl, rawMethod) ?? refererTarget(request);
}

function refererTarget(request: PortalRequest): AttemptTarget | undefined {
  const [referer = '', ...others] = headerValues(request.raw, 'referer');
  if (others.length > 0 || !URL.canParse(referer)) return undefined;
  const { searchParams } = new URL(referer);
  return readTarget(searchParams.get('rd') ?? '', searchParams.get('rm') ?? '');
}

function readTarget(rawUrl: string, rawMethod: string): AttemptTarget | undefined {
  if (!URL.canParse(rawUrl)) return undefined;
  const url = new URL(rawUrl);
  if (!/^(https?|wss?):$/.test(url.protocol)) return undefined;
  [url.username, url.password, url.hash] = ['', '', ''];
  return { url: url.href, method: /^[A-Z]{1,32}$/.test(rawMethod) ? rawMethod : '' };
}

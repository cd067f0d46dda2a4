import { headerValues, type RawRequest } from '../http/raw-request.ts';

/** Destinations of requests whose answer is shown as a page (W3C Fetch Metadata, `Sec-Fetch-Dest`). */
const pageDestinations: ReadonlySet<string> = new Set([
  'document',
  'iframe',
  'frame',
  'fencedframe',
  'embed',
  'object',
]);

/**
 * Whether a person would see the answer, so that a redirect to the portal makes sense. The browser's own word decides where it is
 * sent (Sec-Fetch-Mode, Sec-Fetch-Dest); else X-Requested-With; else Accept (departures.md §3, behaviour.md §2.3).
 */
export function isPageLoad(request: RawRequest): boolean {
  const modes = headerValues(request, 'sec-fetch-mode');
  const destinations = headerValues(request, 'sec-fetch-dest');
  if (modes.length > 0 || destinations.length > 0) {
    return (
      modes.every((mode) => mode === 'navigate') && destinations.every((name) => pageDestinations.has(name))
    );
  }
  const requestedWith = headerValues(request, 'x-requested-with');
  if (requestedWith.some((value) => value.toLowerCase() === 'xmlhttprequest')) return false;
  return acceptsPages(headerValues(request, 'accept').join(','));
}

/** `text/html` anywhere, or any type in the first place; weights do not count. */
function acceptsPages(rawAccept: string): boolean {
  const types = rawAccept.split(',').map((part) => (part.split(';')[0] ?? '').trim().toLowerCase());
  return types[0] === '*/*' || types.includes('text/html');
}

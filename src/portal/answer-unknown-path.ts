import type { Answer } from '../http/answer.ts';
import { plainAnswer } from '../http/plain-answer.ts';
import { redirect } from './answers.ts';
import type { PortalRequest } from './portal-request.ts';

/** Below these nothing but what is there is answered; everywhere else the pages are (behaviour.md §1.1). */
const reserved: ReadonlySet<string> = new Set(['api', '.well-known', 'static', 'locales']);

/**
 * The answer to a path that no route has, other than a page: 404 below the reserved folders, the way to a known path that was written with a
 * slash at its end. Undefined where the portal's page is the answer.
 */
export function answerUnknownPath(
  request: PortalRequest,
  knownPaths: ReadonlySet<string>,
): Answer | undefined {
  const { raw, rawPath, rawQuery, basePath } = request;
  const shorter = rawPath.slice(0, -1);
  if (rawPath.endsWith('/') && knownPaths.has(shorter)) {
    // Built from a path of ours, so that `//host/` can never lead elsewhere.
    const location = `${basePath}${shorter.slice(1)}${rawQuery === '' ? '' : `?${rawQuery}`}`;
    return redirect(raw.method === 'GET' || raw.method === 'HEAD' ? 301 : 307, location);
  }
  return reserved.has(firstSegment(rawPath)) ? plainAnswer(404) : undefined;
}

/** The first segment however it is spelled: decoded, in lower case, without what follows a semicolon; empty and dot segments do not count. */
function firstSegment(rawPath: string): string {
  const segments = decode(rawPath)
    .toLowerCase()
    .split(/[/\\]/)
    .map((segment) => segment.split(';')[0]);
  return segments.find((segment) => segment !== '' && segment !== '.' && segment !== '..') ?? '';
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

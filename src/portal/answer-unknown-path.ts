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
  return firstSegments(rawPath).some((segment) => reserved.has(segment)) ? plainAnswer(404) : undefined;
}

/**
 * The first segment as it is written and of what the path amounts to with its dot segments resolved, so that the stricter one counts; both
 * decoded, in lower case, without what follows a semicolon.
 */
function firstSegments(rawPath: string): readonly string[] {
  const segments = decode(rawPath)
    .toLowerCase()
    .split(/[/\\]/)
    .map((segment) => segment.split(';')[0] ?? '')
    .filter((segment) => segment !== '' && segment !== '.');
  const resolved: string[] = [];
  for (const segment of segments) {
    if (segment === '..') resolved.pop();
    else resolved.push(segment);
  }
  return [segments[0] ?? '', resolved[0] ?? ''];
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

import { readPath } from '../../access/path/read-path.ts';
import { parseTarget, type Target } from '../../access/target.ts';

/**
 * Whether one of the audiences is the target's URL or begins it (behaviour.md §2.5): the same scheme, host and port, and the path as a whole or
 * up to a slash. A path that can be read in several ways must be covered in each; an audience that is no such URL covers nothing.
 */
export function coversTarget(audiences: readonly string[], target: Target): boolean {
  const readings = readPath(target.rawPath);
  return readings !== undefined && audiences.some((audience) => covers(audience, target, readings));
}

function covers(audience: string, target: Target, readings: readonly string[]): boolean {
  const known = pathOf(audience);
  if (known === undefined) return false;
  const { scheme, host, port, path } = known;
  if (scheme !== target.scheme || host !== target.host || port !== target.port) return false;
  return readings.every((reading) => reading === path || reading.startsWith(`${path}/`));
}

/** The audience in parts, its path without a slash at its end; undefined where it is no URL, has a query, or its path is ambiguous itself. */
function pathOf(audience: string) {
  const parsed = parseTarget(audience, 'GET');
  if (parsed === undefined || /[?#]/.test(audience)) return undefined;
  const readings = readPath(parsed.rawPath) ?? [];
  const [path] = readings;
  if (path === undefined || readings.length !== 1) return undefined;
  return { ...parsed, path: path.replace(/\/+$/, '') };
}

import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** The paths that match a pattern of Go's filepath.Glob, by name: `*` and `?` stop at `/`, `[a-z]` and `[^a-z]`, `\` takes the next character as it is. */
export function findGlob(pattern: string, workingDirectory: string): readonly string[] {
  const isAbsolute = pattern.startsWith('/');
  const segments = pattern.split('/').filter((segment) => segment !== '');
  let found = [isAbsolute ? '/' : ''];
  for (const segment of segments) {
    const isWanted = compileSegment(segment);
    found = found.flatMap((folder) =>
      namesIn(resolve(workingDirectory, folder), segment)
        .filter(isWanted)
        .map((name) => join(folder, name)),
    );
  }
  return found.filter((path) => path !== '' && path !== '/');
}

function namesIn(folder: string, segment: string): readonly string[] {
  try {
    const names = readdirSync(folder).toSorted();
    return segment === '.' || segment === '..' ? [segment] : names;
  } catch {
    // No folder, or not to be read: nothing matches there, as in Go.
    return [];
  }
}

function compileSegment(segment: string): (name: string) => boolean {
  const source = segment.replaceAll(
    /\\(.)|\[(\^?)((?:\\.|[^\]\\])+)\]|[*?]|[.+^${}()|[\]\\/]/gu,
    (whole, escaped, negation, characters) => {
      if (typeof escaped === 'string') return `\\u{${escaped.codePointAt(0)?.toString(16) ?? '0'}}`;
      if (typeof characters === 'string')
        return `[${negation}${characters.replaceAll('[', '\\[').replaceAll('&', '\\x26')}]`;
      if (whole === '*') return '[^/]*';
      return whole === '?' ? '[^/]' : `\\${whole}`;
    },
  );
  try {
    const expression = new RegExp(`^${source}$`, 'u');
    return (name) => expression.test(name);
  } catch {
    return (name) => name === segment;
  }
}

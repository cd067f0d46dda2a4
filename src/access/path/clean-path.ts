/** Removes dot segments and double slashes, and keeps one trailing slash: `/a//b/../c/` is `/a/c/` (behaviour.md §5.2 resources). */
export function cleanPath(path: string): string {
  const kept: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '..') kept.pop();
    else if (segment !== '' && segment !== '.') kept.push(segment);
  }
  const isFolder = path.endsWith('/') && kept.length > 0;
  return `/${kept.join('/')}${isFolder ? '/' : ''}`;
}

/** Removes dot segments as URLs define it: empty segments count, and a dot segment at the end leaves a slash (RFC 3986 §5.2.4). */
export function removeDotSegments(path: string): string {
  const kept: string[] = [];
  const segments = path.split('/').slice(1);
  for (const [index, segment] of segments.entries()) {
    const isDot = segment === '.' || segment === '..';
    if (segment === '..') kept.pop();
    if (!isDot) kept.push(segment);
    else if (index === segments.length - 1) kept.push('');
  }
  return `/${kept.join('/')}`;
}

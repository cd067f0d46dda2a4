/** A request target cut at its first question mark. */
export interface SplitTarget {
  readonly rawPath: string;
  /** Without `?`; empty where there is none. */
  readonly rawQuery: string;
}

/** Cuts a request target into path and query, nothing decoded. */
export function splitTarget(target: string): SplitTarget {
  const mark = target.indexOf('?');
  if (mark === -1) return { rawPath: target, rawQuery: '' };
  return { rawPath: target.slice(0, mark), rawQuery: target.slice(mark + 1) };
}

/**
 * The target without the sub-path; undefined where it does not come with it. `basePath` is `/` or has no slash at its end. The same
 * routes answer with and without it (behaviour.md §1.1).
 */
export function stripBasePath(target: string, basePath: string): string | undefined {
  if (basePath === '/' || !target.startsWith(basePath)) return undefined;
  const rest = target.slice(basePath.length);
  if (rest === '' || rest.startsWith('?')) return `/${rest}`;
  return rest.startsWith('/') ? rest : undefined;
}

import type { ConfigProblem } from './problem.ts';

interface Unsupported {
  readonly keyPath: string;
  /** `error` where doing without it would weaken protection, or nobody could sign in. */
  readonly severity: 'error' | 'warning';
  /** What happens instead. */
  readonly message: string;
}

/**
 * Keys of Authelia whose feature this version does not have. A warning, where doing without it leaves less possible but nothing less
 * protected; an error, where it would weaken protection or nobody could sign in.
 */
const unsupportedKeys: readonly Unsupported[] = [
  warning('server.endpoints.enable_pprof', 'This is a tool of programs in Go; it does nothing here.'),
  warning('server.endpoints.enable_expvars', 'This is a tool of programs in Go; it does nothing here.'),
];

/**
 * What the operator wrote that this version does not have yet. `isWritten` tells whether a key, or any key below it, was given by a file,
 * the environment or a secret; defaults do not count.
 */
export function findUnsupported(
  isWritten: (keyPath: string) => boolean,
): readonly (Pick<ConfigProblem, 'severity' | 'message' | 'hint'> & { readonly path: readonly string[] })[] {
  return unsupportedKeys
    .filter(({ keyPath }) => isWritten(keyPath))
    .map(({ keyPath, severity, message }) => ({
      path: keyPath.split('.'),
      severity,
      message,
      hint:
        severity === 'error' ? 'Use another key for now, or wait for the version that has it.' : undefined,
    }));
}

function warning(keyPath: string, message: string): Unsupported {
  return { keyPath, severity: 'warning', message };
}

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
  // Fails closed: what needs two factors stays closed, and the access_control check says so.
  warning('totp', 'One-time passwords come with a later version: nobody can give a second factor yet.'),
  warning(
    'webauthn',
    'Security keys and passkeys come with a later version: nobody can give a second factor yet.',
  ),
  warning('duo_api', 'Duo comes with a later version: nobody can give a second factor yet.'),
  warning('default_2fa_method', 'Second factors come with a later version: nobody can give one yet.'),
  // Resetting, changing and mailing are not possible at all, so there is nothing for these keys to protect.
  warning('identity_validation', 'Resetting passwords and one-time codes come with a later version.'),
  warning('password_policy', 'Changing and resetting passwords come with a later version.'),
  warning('notifier', 'Mail comes with a later version: nothing is sent yet.'),
  warning('server.endpoints.enable_pprof', 'This is a tool of programs in Go; it does nothing here.'),
  warning('server.endpoints.enable_expvars', 'This is a tool of programs in Go; it does nothing here.'),
  warning('ntp', 'The check of the clock at start comes with a later version.'),
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

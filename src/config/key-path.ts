import type { Step } from './raw-tree.ts';

/** Writes a path as operators know it: `session.cookies[0].domain`. */
export function formatKeyPath(path: readonly Step[]): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[${step}]`;
    return text === '' ? step : `${text}.${step}`;
  }, '');
}

const secretEndings = ['key', 'secret', 'password', 'token', 'certificate_chain'];

/** Whether the value of a key of that name is a secret, which no message ever shows. */
export function isSecretName(name: string): boolean {
  const lowerCase = name.toLowerCase();
  return lowerCase === 'jwks' || secretEndings.some((ending) => lowerCase.endsWith(ending));
}

/** Maps that are named like a secret and hold none. */
const openMaps = ['authentication_backend.file.password'];

/** Whether what stands at the path, or below it, is a secret: any key on the way makes it one. */
export function isSecretPath(path: readonly Step[]): boolean {
  return path.some(
    (step, index) =>
      typeof step === 'string' &&
      isSecretName(step) &&
      !(openMaps.includes(formatKeyPath(path.slice(0, index + 1))) && index < path.length - 1),
  );
}

/** Keys that are named like a secret and yet have no secret file (behaviour.md §4.1). */
const withoutSecretFile = ['server.tls.key', 'tls_key', 'authentication_backend.disable_reset_password'];

/** Whether `AUTHELIA_…_FILE` exists for the key (behaviour.md §4.1). */
export function hasSecretFile(path: readonly string[]): boolean {
  const name = path.at(-1);
  const dotted = path.join('.');
  if (name === undefined || !secretEndings.some((ending) => name.endsWith(ending))) return false;
  return !withoutSecretFile.includes(dotted) && !dotted.startsWith('identity_providers.oidc.lifespans.');
}

import type { IncomingMessage } from 'node:http';

/** Whether a text has the form of a signed or encrypted token in its compact form (RFC 7515 §7.1, RFC 7516 §7.1). */
export function isSignedToken(text: string): boolean {
  return /^[\w-]+(?:\.[\w-]*){2}(?:(?:\.[\w-]*){2})?$/.test(text);
}

const presented = new WeakMap<object, string>();

/** The signed token that a request asks about; undefined where it asks about none, or about a random one. */
export function presentedToken(incoming: object): string | undefined {
  return presented.get(incoming);
}

/**
 * Names a signed access token by what it is kept under: the engine refuses to be asked about signed ones, which it does not keep. Ours are kept as
 * all others are (`access-tokens.ts`).
 */
export function nameToken(
  parameters: URLSearchParams,
  {
    incoming,
    tokenReference,
  }: { readonly incoming: IncomingMessage; readonly tokenReference: (token: string) => string },
): void {
  const [token, ...others] = parameters.getAll('token');
  if (token === undefined || others.length > 0 || !isSignedToken(token)) return;
  presented.set(incoming, token);
  parameters.set('token', tokenReference(token));
}

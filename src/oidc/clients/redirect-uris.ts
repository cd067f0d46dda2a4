/** Loopback addresses whose port is the application's own choice (RFC 8252 §7.3). */
const loopback = /^http:\/\/(127\.0\.0\.1|\[::1\])(?::\d{1,5})?(\/|\?|$)/;

/** Whether people may be sent there: it is registered word for word; of a registered loopback address the port may differ. */
export function isRedirectAllowed(uri: string, registered: readonly string[]): boolean {
  if (registered.includes(uri)) return true;
  const wanted = withoutPort(uri);
  return wanted !== undefined && registered.some((one) => withoutPort(one) === wanted);
}

/** The URI without its port; undefined where it is not on a loopback address. The text is compared as it is, nothing normalised. */
function withoutPort(uri: string): string | undefined {
  return loopback.test(uri) ? uri.replace(loopback, 'http://$1$2') : undefined;
}

/** The two kinds of applications that the engine tells apart, and what it lets each register. */
export function applicationTypeOf(uris: readonly string[]): 'web' | 'native' {
  return uris.every((uri) => /^https?:/i.test(uri)) ? 'web' : 'native';
}

/**
 * What of the redirect URIs the engine registers without complaint. It knows fewer kinds than Authelia at once; which are allowed is decided by
 * `isRedirectAllowed` over all of them.
 */
export function registrableUris(
  uris: readonly string[],
  { type, isImplicit }: { readonly type: 'web' | 'native'; readonly isImplicit: boolean },
): string[] {
  return uris.filter((uri) => {
    const url = URL.parse(uri);
    if (url === null || uri.includes('#')) return false;
    const isLoopback = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
    if (type === 'native')
      return url.protocol === 'http:' ? isLoopback : !(url.protocol === 'https:' && isLoopback);
    return !isImplicit || (url.protocol === 'https:' && url.hostname !== 'localhost');
  });
}

import type { Clock } from '../../src/lib/clock.ts';

interface Cookie {
  readonly name: string;
  readonly value: string;
  readonly domain: string;
  readonly isHostOnly: boolean;
  readonly path: string;
  readonly isSecure: boolean;
  /** Undefined = until the browser is closed. */
  readonly expiresAtMs: number | undefined;
}

/** The cookies of one browser (RFC 6265 §5), with the time of a test's clock. */
export interface CookieJar {
  /** Takes in one Set-Cookie value received from this URL. */
  receive(setCookie: string, url: URL): void;
  /** The Cookie header for a request to this URL; undefined where there is none to send. */
  header(url: URL): string | undefined;
  /** The value of a cookie that a request to this URL would carry. */
  value(name: string, url: URL): string | undefined;
  /** What closing and opening the browser does: cookies without an end of their own go. */
  restartBrowser(): void;
}

/** An empty jar. Secure cookies travel over https, and to localhost names as browsers allow. */
export function createCookieJar(clock: Clock): CookieJar {
  let cookies: Cookie[] = [];
  const sent = (url: URL) => cookies.filter((cookie) => isAlive(cookie, clock) && isFor(cookie, url));
  return {
    receive(setCookie, url) {
      const cookie = parseSetCookie(setCookie, url, clock);
      if (cookie === undefined) return;
      const isSame = (other: Cookie) =>
        other.name === cookie.name && other.domain === cookie.domain && other.path === cookie.path;
      cookies = [...cookies.filter((other) => !isSame(other)), cookie].filter((one) => isAlive(one, clock));
    },
    header(url) {
      const pairs = sent(url).map(({ name, value }) => `${name}=${value}`);
      return pairs.length === 0 ? undefined : pairs.join('; ');
    },
    value: (name, url) => sent(url).find((cookie) => cookie.name === name)?.value,
    restartBrowser() {
      cookies = cookies.filter(({ expiresAtMs }) => expiresAtMs !== undefined);
    },
  };
}

function isAlive({ expiresAtMs }: Cookie, clock: Clock): boolean {
  return expiresAtMs === undefined || expiresAtMs > clock.now();
}

function isFor(cookie: Cookie, url: URL): boolean {
  const isHost = cookie.isHostOnly ? url.hostname === cookie.domain : isUnder(url.hostname, cookie.domain);
  return isHost && url.pathname.startsWith(cookie.path) && (!cookie.isSecure || isSecureContext(url));
}

function isSecureContext(url: URL): boolean {
  return url.protocol === 'https:' || isUnder(url.hostname, 'localhost');
}

function isUnder(host: string, domain: string): boolean {
  return host === domain || host.endsWith(`.${domain}`);
}

function parseSetCookie(text: string, url: URL, clock: Clock): Cookie | undefined {
  const [pair = '', ...rest] = text.split(';');
  const [name, value] = splitPair(pair);
  const attributes = new Map(
    rest.map(splitPair).map(([key, attribute]) => [key.toLowerCase(), attribute] as const),
  );
  const written = attributes.get('domain')?.replace(/^\./, '').toLowerCase();
  const domain = written || url.hostname;
  const isSecure = attributes.has('secure');
  if (!isUnder(url.hostname, domain) || (isSecure && !isSecureContext(url))) return undefined;
  const expiresAtMs = readEnd(attributes, clock);
  return {
    name,
    value,
    domain,
    isHostOnly: !written,
    path: attributes.get('path') || '/',
    isSecure,
    expiresAtMs,
  };
}

/** Max-Age wins over Expires (RFC 6265 §5.3, step 3). */
function readEnd(attributes: ReadonlyMap<string, string>, clock: Clock): number | undefined {
  const maxAge = attributes.get('max-age');
  if (maxAge !== undefined) return clock.now() + Number(maxAge) * 1000;
  const expires = attributes.get('expires');
  return expires === undefined ? undefined : Date.parse(expires);
}

function splitPair(text: string): [string, string] {
  const at = text.indexOf('=');
  return at < 0 ? [text.trim(), ''] : [text.slice(0, at).trim(), text.slice(at + 1).trim()];
}

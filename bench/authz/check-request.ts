/** The application that the checks are about. */
export const host = 'app.example.com';

/** The name of the session cookie. */
export const cookieName = 'authelia_session';

/** The dialects that are measured. */
export type MeasuredDialect = 'forward-auth' | 'auth-request';

/** What a browser sends along, and a proxy hands on. */
const browserHeaders = {
  'User-Agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
  Accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8',
  'Accept-Language': 'en-GB,en;q=0.5',
  'Accept-Encoding': 'gzip, deflate, br, zstd',
  'X-Forwarded-For': '203.0.113.7',
} as const;

/** What tells of the request, as Traefik and nginx send it. */
const toldHeaders: Record<MeasuredDialect, Readonly<Record<string, string>>> = {
  'forward-auth': {
    'X-Forwarded-Proto': 'https',
    'X-Forwarded-Host': host,
    'X-Forwarded-Uri': '/notes/42?view=full',
    'X-Forwarded-Method': 'GET',
  },
  'auth-request': {
    'X-Original-URL': `https://${host}/notes/42?view=full`,
    'X-Original-Method': 'GET',
  },
};

/** The path that a proxy asks. */
export function checkPath(dialect: MeasuredDialect): string {
  return `/api/authz/${dialect}`;
}

/** The headers of a check with that session cookie among others of the application. */
export function checkHeaders(
  dialect: MeasuredDialect,
  cookieValue: string,
): Readonly<Record<string, string>> {
  return {
    ...browserHeaders,
    ...toldHeaders[dialect],
    Cookie: `theme=dark; ${cookieName}=${cookieValue}; language=en`,
  };
}

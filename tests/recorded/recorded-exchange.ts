import type { RawHttpRequest } from '../support/send-raw.ts';

/** A question as a proxy sends it, and the answer that it must get. In Cookie headers `{one}` stands for a signed-in person's cookie. */
export interface RecordedExchange {
  readonly title: string;
  readonly request: RawHttpRequest;
  readonly expected: ExpectedAnswer;
}

/** What of an answer matters to a proxy. */
export interface ExpectedAnswer {
  readonly status: number;
  /** Where `Location` leads back to, and by which method; left out where there is no `Location`. */
  readonly back?: { readonly url: string; readonly method: string };
  /** `WWW-Authenticate`, where there is one. */
  readonly challenge?: string;
  /** `Remote-User` of a 200. */
  readonly user?: string;
}

/** Headers of a browser that loads a page over HTTP/1.1, without Host. */
export const browserHeaders = [
  ['User-Agent', 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'],
  ['Accept', 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8'],
  ['Accept-Language', 'en-US,en;q=0.5'],
  ['Accept-Encoding', 'gzip, deflate, br, zstd'],
  ['Sec-Fetch-Dest', 'document'],
  ['Sec-Fetch-Mode', 'navigate'],
  ['Sec-Fetch-Site', 'none'],
  ['Upgrade-Insecure-Requests', '1'],
] as const;

/** Headers of a script in a page. */
export const scriptHeaders = [
  ['User-Agent', 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'],
  ['Accept', '*/*'],
  ['Sec-Fetch-Dest', 'empty'],
  ['Sec-Fetch-Mode', 'cors'],
  ['Sec-Fetch-Site', 'same-origin'],
] as const;

/** The cookie of somebody who is signed in with one factor. */
export const sessionCookie = ['Cookie', 'theme=dark; authelia_session={one}'] as const;

/** Wrong credentials of the Basic scheme, and the challenge that follows. */
export const wrongBasic = ['Authorization', `Basic ${btoa('john:wrong')}`] as const;

/** What wrong credentials are answered with. */
export const basicChallenge = 'Basic realm="Authorization Required"';

import type { CookieDomainConfig } from '../config/sections/session.ts';
import type { RequestedUrl } from '../http/forwarded.ts';
import type { RawRequest } from '../http/raw-request.ts';

/** A request to the portal: what was received, and what the edge made of it. Values that start with `raw` are unchecked. */
export interface PortalRequest {
  /** The id that the log lines of this request have. */
  readonly id: string;
  readonly raw: RawRequest;
  /** `/`, or the sub-path with a slash at its end where the request came with it (behaviour.md §1.1). */
  readonly basePath: string;
  /** The path without the sub-path, as received. */
  readonly rawPath: string;
  /** The query as received, without `?`; empty where there is none. */
  readonly rawQuery: string;
  /** The variable parts of the route, decoded. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Empty where there is none; never longer than the portal's limit. */
  readonly rawBody: Uint8Array;
  /** The site that the browser sees; undefined where its headers are missing, doubled or malformed. */
  readonly site: RequestedUrl | undefined;
  /** The cookie domain of that site; undefined where none covers it: then there can be no session. */
  readonly cookieDomain: CookieDomainConfig | undefined;
  /** The client's canonical address; undefined where it cannot be told. */
  readonly address: string | undefined;
}

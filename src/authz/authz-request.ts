import type { EdgeTrust } from '../http/forwarded.ts';
import {
  type ForwardedFields,
  type ForwardedProblem,
  readForwardedFields,
} from '../http/forwarded-fields.ts';
import type { RawRequest } from '../http/raw-request.ts';
import type { RequestOrigin } from '../http/request-origin.ts';

/** A proxy's question, in the parts that dialects and strategies read. */
export interface AuthzRequest {
  /** For the log: the endpoint's own path, none of what follows it. */
  readonly origin: RequestOrigin;
  readonly raw: RawRequest;
  /** The forwarded headers, as far as the peer may be believed. */
  readonly forwarded: ForwardedFields;
  /** What follows the endpoint's own path, query included, as received; empty where nothing does. */
  readonly rawRest: string;
  /** The query of the check request itself, without `?`; empty where there is none. */
  readonly rawQuery: string;
}

/** Reads a check request that came to the endpoint at `path`, which its target starts with. */
export function readAuthzRequest(
  raw: RawRequest,
  { path, requestId }: { readonly path: string; readonly requestId: string },
  trust: EdgeTrust,
): AuthzRequest | ForwardedProblem {
  const forwarded = readForwardedFields(raw, trust);
  if (typeof forwarded === 'string') return forwarded;
  const { target } = raw;
  const question = target.indexOf('?');
  return {
    origin: { requestId, method: raw.method, path },
    raw,
    forwarded,
    rawRest: target.slice(path.length),
    rawQuery: question === -1 ? '' : target.slice(question + 1),
  };
}

/** The first value of a query parameter, decoded as forms are; undefined where it is missing, empty or wrongly encoded. */
export function queryParameter(rawQuery: string, name: string): string | undefined {
  if (!rawQuery.includes(name)) return undefined;
  return new URLSearchParams(rawQuery).get(name) || undefined;
}

/** Whether a proxy wants credentials asked for by a Basic challenge: `auth=basic` in the check request's query (legacy only). */
export function asksForBasic(rawQuery: string): boolean {
  return queryParameter(rawQuery, 'auth') === 'basic';
}

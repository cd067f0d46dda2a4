import type { FastifyRequest } from 'fastify';
import type { CookieDomainConfig } from '../config/sections/session.ts';
import { clientAddress, type EdgeTrust, requestedUrl } from '../http/forwarded.ts';
import { readRawRequest } from '../http/read-raw-request.ts';
import type { RequestIds } from '../http/request-ids.ts';
import { splitTarget, stripBasePath } from '../http/request-target.ts';
import { findCookieDomain } from '../session/cookie-domain.ts';
import type { PortalRequest } from './portal-request.ts';

/** What reading a request needs to know. */
export interface RequestSettings {
  readonly trust: EdgeTrust;
  readonly requestIds: RequestIds;
  readonly domains: readonly CookieDomainConfig[];
  /** `/` or a sub-path without a slash at its end. */
  readonly basePath: string;
}

/** Reads the router's request into the portal's own. */
export function readPortalRequest(request: FastifyRequest, settings: RequestSettings): PortalRequest {
  // The router has taken the sub-path off the target; the raw request keeps what was sent.
  const raw = { ...readRawRequest(request.raw), target: request.originalUrl };
  const site = requestedUrl(raw, settings.trust);
  const inner = stripBasePath(raw.target, settings.basePath);
  const { rawPath, rawQuery } = splitTarget(inner ?? raw.target);
  return {
    id: settings.requestIds(raw),
    raw,
    basePath: inner === undefined || settings.basePath === '/' ? '/' : `${settings.basePath}/`,
    rawPath,
    rawQuery,
    parameters: stringsOf(request.params),
    rawBody: request.body instanceof Uint8Array ? request.body : new Uint8Array(),
    site,
    cookieDomain: site && findCookieDomain(settings.domains, site.host),
    address: clientAddress(raw, settings.trust),
  };
}

function stringsOf(parameters: unknown): Readonly<Record<string, string>> {
  if (typeof parameters !== 'object' || parameters === null) return {};
  return Object.fromEntries(
    Object.entries(parameters).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

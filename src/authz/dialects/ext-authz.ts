import type { Target } from '../../access/target.ts';
import { ownHost, rawScheme } from '../../http/forwarded.ts';
import type { AuthzRequest } from '../authz-request.ts';
import type { BadRequestReason } from '../decision.ts';
import type { ProxyDialect } from '../dialect.ts';
import { redirectAnswer } from '../sign-in-answer.ts';
import { readToldTarget } from './read-told-target.ts';

/** Envoy: the checked request itself, its path behind the endpoint's. */
export const extAuthz: ProxyDialect = {
  name: 'ExtAuthz',
  methods: undefined,
  takesSubPaths: true,
  needsPortalUrl: true,
  badRequestStatus: 400,
  readTarget: (request) => readCheckedTarget(request, originalUri(request.rawRest)),
  readPortalUrl: ({ forwarded }) => forwarded.portalUrl,
  answerSignIn: redirectAnswer,
};

/** The request that Envoy asks about: its own host and method, and the path that is given. */
export function readCheckedTarget(request: AuthzRequest, rawUri: string): Target | BadRequestReason {
  const rawHost = ownHost(request.raw);
  if (rawHost === undefined) return 'missing-header';
  return readToldTarget(request, {
    rawScheme: rawScheme(request.raw, request.forwarded),
    rawHost,
    rawUri,
    rawMethod: request.raw.method,
  });
}

/** Envoy puts its `path_prefix` before the path; where that ends in a slash, the path starts with two, of which one is the prefix's. */
function originalUri(rawRest: string): string {
  return rawRest.startsWith('//') ? rawRest.slice(1) : rawRest;
}

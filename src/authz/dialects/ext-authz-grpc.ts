import { ownHost, rawScheme } from '../../http/forwarded.ts';
import type { ProxyDialect } from '../dialect.ts';
import { redirectAnswer } from '../sign-in-answer.ts';
import { readToldTarget } from './read-told-target.ts';

/** Envoy over gRPC: the checked request's own parts, as `grpc/to-raw-request.ts` has put them together. */
export const extAuthzGrpc: ProxyDialect = {
  name: 'ExtAuthzGrpc',
  methods: undefined,
  takesSubPaths: true,
  needsPortalUrl: true,
  badRequestStatus: 400,
  readTarget(request) {
    const rawHost = ownHost(request.raw);
    if (rawHost === undefined) return 'missing-header';
    return readToldTarget(request, {
      rawScheme: rawScheme(request.raw, request.forwarded),
      rawHost,
      rawUri: request.rawRest,
      rawMethod: request.raw.method,
    });
  },
  readPortalUrl: ({ forwarded }) => forwarded.portalUrl,
  answerSignIn: redirectAnswer,
};

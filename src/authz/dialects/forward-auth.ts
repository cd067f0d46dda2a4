import { rawScheme } from '../../http/forwarded.ts';
import { queryParameter } from '../authz-request.ts';
import type { ProxyDialect } from '../dialect.ts';
import { redirectAnswer } from '../sign-in-answer.ts';
import { readToldTarget } from './read-told-target.ts';

/** Traefik, Caddy, Skipper: X-Forwarded-* without fallbacks, redirects for browsers. */
export const forwardAuth: ProxyDialect = {
  name: 'ForwardAuth',
  methods: ['GET', 'HEAD'],
  takesSubPaths: false,
  needsPortalUrl: true,
  badRequestStatus: 400,
  readTarget(request) {
    const { host, uri, method } = request.forwarded;
    if (host === undefined || method === undefined) return 'missing-header';
    return readToldTarget(request, {
      rawScheme: rawScheme(request.raw, request.forwarded),
      rawHost: host,
      rawUri: uri ?? '',
      rawMethod: method,
    });
  },
  readPortalUrl: ({ rawQuery }) => queryParameter(rawQuery, 'authelia_url'),
  answerSignIn: redirectAnswer,
};

import { splitUrl } from '../../lib/split-url.ts';
import { queryParameter } from '../authz-request.ts';
import type { ProxyDialect } from '../dialect.ts';
import { unauthorizedAnswer } from '../sign-in-answer.ts';
import { readToldTarget } from './read-told-target.ts';

/** nginx and ingress-nginx: X-Original-*, and always 401 with a Location, for nginx takes a redirect for a failure. */
export const authRequest: ProxyDialect = {
  name: 'AuthRequest',
  methods: ['GET', 'HEAD'],
  takesSubPaths: false,
  needsPortalUrl: true,
  badRequestStatus: 400,
  readTarget(request) {
    const { originalUrl, originalMethod } = request.forwarded;
    if (originalUrl === undefined || originalMethod === undefined) return 'missing-header';
    const parts = splitUrl(originalUrl);
    if (parts === undefined) return 'malformed-url';
    return readToldTarget(request, { ...parts, rawMethod: originalMethod });
  },
  readPortalUrl: ({ rawQuery }) => queryParameter(rawQuery, 'authelia_url'),
  answerSignIn: unauthorizedAnswer,
};

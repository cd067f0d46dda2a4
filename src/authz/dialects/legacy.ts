import { splitRequestUrl } from '../../http/forwarded.ts';
import { asksForBasic, queryParameter } from '../authz-request.ts';
import { basicChallenges } from '../basic-challenges.ts';
import type { ProxyDialect } from '../dialect.ts';
import { challengeAnswer } from '../refusal-answer.ts';
import { redirectAnswer } from '../sign-in-answer.ts';
import { readToldTarget } from './read-told-target.ts';

/** `/api/verify`, as proxies were set up before there were dialects: whatever header there is, 401 for whatever is wrong. */
export const legacy: ProxyDialect = {
  name: 'Legacy',
  methods: undefined,
  takesSubPaths: true,
  needsPortalUrl: false,
  badRequestStatus: 401,
  readTarget(request) {
    const parts = splitRequestUrl(request.raw, request.forwarded);
    if (parts === undefined) return 'missing-header';
    return readToldTarget(request, { ...parts, rawMethod: request.forwarded.method ?? request.raw.method });
  },
  readPortalUrl: ({ rawQuery, forwarded }) => queryParameter(rawQuery, 'rd') ?? forwarded.portalUrl,
  answerSignIn: (portalUrl, target, request) =>
    asksForBasic(request.rawQuery)
      ? challengeAnswer(basicChallenges.authorization)
      : redirectAnswer(portalUrl, target, request),
};

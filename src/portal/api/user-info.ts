import type { UserInfoData } from '../../../shared/api/user-info.ts';
import type { Session } from '../../session/session.ts';
import { ok } from '../answers.ts';
import type { Endpoint } from '../endpoint.ts';
import { redactEmail } from '../redact-email.ts';

const group = {
  path: '/api/user/info',
  kind: 'api',
  guard: 'signed-in',
  countsAsActivity: false,
} as const;

/** `GET` and `POST /api/user/info` (behaviour.md §1.5): the person signed in, as their own pages may show them. */
export function userInfoEndpoints(): readonly Endpoint[] {
  return [
    {
      ...group,
      method: 'GET',
      handle: (_request, { session }) => ok(infoOf(session, session.emails.map(redactEmail))),
    },
    { ...group, method: 'POST', handle: (_request, { session }) => ok(infoOf(session, null)) },
  ];
}

/** Nobody has a second factor before there are any. */
function infoOf(session: Session, emails: UserInfoData['emails']): UserInfoData {
  return {
    display_name: session.displayName,
    emails,
    method: '',
    has_totp: false,
    has_webauthn: false,
    has_duo: false,
  };
}

import { z } from 'zod';
import type { PreferredMethodBody } from '../../../shared/api/second-factor.ts';
import type { UserInfoData } from '../../../shared/api/user-info.ts';
import type { Enrolled } from '../../factors/enrolled-factors.ts';
import type { Session } from '../../session/session.ts';
import { ko, messages, ok } from '../answers.ts';
import type { Endpoint } from '../endpoint.ts';
import { type FieldsOf, fields } from '../fields.ts';
import type { PortalServices } from '../portal-services.ts';
import { readJson } from '../read-json.ts';
import { redactEmail } from '../redact-email.ts';

const bodySchema = z.object({ method: fields.methodName } satisfies FieldsOf<PreferredMethodBody>);

const group = { path: '/api/user/info', kind: 'api', guard: 'signed-in', countsAsActivity: false } as const;

/** `GET` and `POST /api/user/info` and the choice of a second factor (behaviour.md §1.5): the person signed in, as their own pages may show them. */
export function userInfoEndpoints({
  enrolledFactors,
  secondFactorChoice,
}: PortalServices): readonly Endpoint[] {
  return [
    {
      ...group,
      method: 'GET',
      async handle({ site }, { session }) {
        const enrolled = await enrolledFactors.of(session.username, site?.host);
        const method = await secondFactorChoice.read(session.username);
        return ok(toData(session, enrolled, { method, emails: session.emails.map(redactEmail) }));
      },
    },
    {
      ...group,
      method: 'POST',
      async handle({ site }, { session }) {
        const enrolled = await enrolledFactors.of(session.username, site?.host);
        const method = await secondFactorChoice.settle(session.username, enrolled);
        return ok(toData(session, enrolled, { method, emails: null }));
      },
    },
    {
      ...group,
      method: 'POST',
      path: '/api/user/info/2fa_method',
      countsAsActivity: true,
      async handle(request, { session }) {
        const body = readJson(request, bodySchema);
        const isKept = body !== undefined && (await secondFactorChoice.choose(session.username, body.method));
        return isKept ? ok() : ko(200, messages.operationFailed);
      },
    },
  ];
}

interface Shown {
  readonly method: UserInfoData['method'] | undefined;
  readonly emails: UserInfoData['emails'];
}

function toData({ displayName }: Session, enrolled: Enrolled, { method, emails }: Shown): UserInfoData {
  return {
    display_name: displayName,
    emails,
    method: method ?? '',
    has_totp: enrolled.totp,
    has_webauthn: enrolled.webauthn,
    has_duo: enrolled.duo,
  };
}

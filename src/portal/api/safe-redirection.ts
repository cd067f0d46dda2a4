import { z } from 'zod';
import type { SafeRedirectionBody, SafeRedirectionData } from '../../../shared/api/safe-redirection.ts';
import { plainAnswer } from '../../http/plain-answer.ts';
import { safeRedirect } from '../../session/safe-redirect.ts';
import { ko, messages, ok } from '../answers.ts';
import type { Endpoint } from '../endpoint.ts';
import { type FieldsOf, fields } from '../fields.ts';
import { isUrlOrPath } from '../is-url-or-path.ts';
import type { PortalServices } from '../portal-services.ts';
import { readJson } from '../read-json.ts';
import { findVisitor } from '../visitor.ts';

const bodySchema = z.object({ uri: fields.url } satisfies FieldsOf<SafeRedirectionBody>);

/** `POST /api/checks/safe-redirection` (behaviour.md §1.4). An anonymous visitor gets 401, not the guard's 403. */
export function safeRedirectionEndpoint({ config, sessions }: PortalServices): Endpoint {
  return {
    method: 'POST',
    path: '/api/checks/safe-redirection',
    kind: 'api',
    guard: 'known-site',
    async handle(request) {
      const visitor = await findVisitor(sessions, request, { countsAsActivity: false });
      if (visitor === undefined) return plainAnswer(401);
      const uri = readJson(request, bodySchema)?.uri ?? '';
      if (!isUrlOrPath(uri)) return ko(200, messages.operationFailed);
      const data: SafeRedirectionData = { ok: safeRedirect(uri, config.session.cookies) !== undefined };
      return ok(data);
    },
  };
}

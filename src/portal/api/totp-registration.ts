import { z } from 'zod';
import type {
  TotpConfirmationBody,
  TotpConfirmedData,
  TotpOptionsData,
  TotpRegistrationBody,
  TotpRegistrationData,
} from '../../../shared/api/totp.ts';
import { otpSecret } from '../../factors/totp/totp-codes.ts';
import { readTotpDraft, type TotpDraft } from '../../factors/totp/totp-draft.ts';
import { type TotpFactor, totpDraftLifetimeMs } from '../../factors/totp/totp-factor.ts';
import { totpUrl } from '../../factors/totp/totp-url.ts';
import { qrModules, qrPath } from '../../lib/qr-code.ts';
import type { FoundSession } from '../../session/sessions.ts';
import type { TotpConfiguration } from '../../storage/totp-configurations.ts';
import { ko, messages, ok } from '../answers.ts';
import { closeOtherDoors } from '../close-other-doors.ts';
import type { Endpoint, SiteRequest } from '../endpoint.ts';
import { type FieldsOf, fields } from '../fields.ts';
import { firstRecoveryCodes } from '../first-recovery-codes.ts';
import type { PortalServices } from '../portal-services.ts';
import { readJson } from '../read-json.ts';
import { securityEvent } from '../security-event.ts';
import { ticketSite } from '../ticket-site.ts';
import { cookieHeaders } from '../visitor.ts';

const choiceSchema = z.object({
  algorithm: z.enum(['SHA1', 'SHA256', 'SHA512']),
  length: z.int(),
  period: z.int(),
} satisfies FieldsOf<TotpRegistrationBody>);

const confirmationSchema = z.object({ token: fields.token } satisfies FieldsOf<TotpConfirmationBody>);

const group = {
  path: '/api/secondfactor/totp/register',
  kind: 'api',
  guard: 'elevated',
  countsAsActivity: true,
} as const;

const ticketKind = 'totp_registration';

/** The enrolment of one-time passwords (behaviour.md §1.6): choose, get a secret, prove it. Until then the browser alone has it, sealed. */
export function totpRegistrationEndpoints(services: PortalServices, totp: TotpFactor): readonly Endpoint[] {
  return [
    { ...group, method: 'GET', handle: () => ok(optionsOf(totp)) },
    begin(services, totp),
    confirm(services, totp),
    cancel(services, totp),
  ];
}

function optionsOf({ config }: TotpFactor): TotpOptionsData {
  return {
    algorithm: config.algorithm,
    algorithms: config.allowed_algorithms,
    length: config.digits,
    lengths: config.allowed_digits,
    period: config.period,
    periods: config.allowed_periods,
  };
}

function begin({ tickets, clock }: PortalServices, totp: TotpFactor): Endpoint {
  return {
    ...group,
    method: 'PUT',
    handle(request, visitor) {
      const body = readJson(request, choiceSchema);
      const draft =
        body && totp.draft({ algorithm: body.algorithm, digits: body.length, period: body.period });
      if (draft === undefined) return ko(400, messages.totpNotSetUp);
      const setCookie = tickets.issue(ticketSite(request), {
        kind: ticketKind,
        binding: bindingOf(request, visitor),
        data: draft,
        endsAtMs: clock.now() + totpDraftLifetimeMs,
      });
      return ok(toData(totp.preview(visitor.session.username, draft)), [['Set-Cookie', setCookie]]);
    },
  };
}

function toData(configuration: TotpConfiguration): TotpRegistrationData {
  const url = totpUrl(configuration);
  const modules = qrModules(url);
  return {
    base32_secret: otpSecret(configuration.secret).base32,
    otpauth_url: url,
    qr_path: qrPath(modules),
    qr_size: modules.length,
  };
}

function confirm(services: PortalServices, totp: TotpFactor): Endpoint {
  const { tickets, securityEvents } = services;
  return {
    ...group,
    method: 'POST',
    async handle(request, visitor) {
      const body = readJson(request, confirmationSchema);
      if (body === undefined) return ko(400, messages.totpNotSetUp);
      const draft = findDraft(services, request, visitor);
      const { username } = visitor.session;
      const isReplaced = await totp.has(username);
      const isEnrolled = draft !== undefined && (await totp.enrol(username, draft, body.token));
      if (!isEnrolled) return ko(403, messages.totpNotSetUp);
      await securityEvents.tell(securityEvent(request, visitor, { kind: 'totp-added' }));
      if (isReplaced) await closeOtherDoors(services, request, visitor);
      const data: TotpConfirmedData | undefined = await firstRecoveryCodes(services, request, visitor);
      return ok(data, [['Set-Cookie', tickets.remove(ticketSite(request), ticketKind)]]);
    },
  };
}

function cancel(services: PortalServices, totp: TotpFactor): Endpoint {
  return {
    ...group,
    method: 'DELETE',
    async handle(request, visitor) {
      const draft = findDraft(services, request, visitor);
      if (draft !== undefined) await totp.discard(draft);
      return ok(undefined, [['Set-Cookie', services.tickets.remove(ticketSite(request), ticketKind)]]);
    },
  };
}

function findDraft(
  { tickets }: PortalServices,
  request: SiteRequest,
  visitor: FoundSession,
): TotpDraft | undefined {
  return readTotpDraft(tickets.open(cookieHeaders(request), ticketKind, bindingOf(request, visitor)));
}

/** Nobody else, and no other cookie domain, can use it. */
function bindingOf({ cookieDomain }: SiteRequest, { session }: FoundSession): string {
  return JSON.stringify([session.username, cookieDomain.domain]);
}

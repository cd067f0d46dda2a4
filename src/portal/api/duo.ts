import { z } from 'zod';
import type {
  DuoDeviceBody,
  DuoDevicesData,
  DuoPreferenceData,
  DuoSignInBody,
} from '../../../shared/api/duo.ts';
import type { DuoPerson } from '../../factors/duo/duo-client.ts';
import type { DuoFactor } from '../../factors/duo/duo-factor.ts';
import type { FoundSession } from '../../session/sessions.ts';
import { ko, messages, ok } from '../answers.ts';
import type { Endpoint } from '../endpoint.ts';
import { type FieldsOf, fields } from '../fields.ts';
import type { PortalRequest } from '../portal-request.ts';
import type { PortalServices } from '../portal-services.ts';
import { readJson } from '../read-json.ts';
import { securityEvent } from '../security-event.ts';
import { answerDuo, toDeviceData } from './answer-duo.ts';
import { secondFactorFields } from './answer-second-factor.ts';

const signInSchema = z.object({
  // Part of Authelia's bodies; nothing but a push is asked for.
  passcode: fields.url,
  ...secondFactorFields,
} satisfies FieldsOf<DuoSignInBody>);

const deviceSchema = z.object({
  device: z.string().min(1).max(32),
  method: z.literal('push'),
} satisfies FieldsOf<DuoDeviceBody>);

/** Duo push (behaviour.md §1.6); no endpoint at all where it is switched off. */
export function duoEndpoints(services: PortalServices): readonly Endpoint[] {
  const { duo } = services;
  if (duo === undefined) return [];
  return [showChoice(duo), listDevices(duo), signIn(services, duo), chooseDevice(services, duo)];
}

function showChoice(duo: DuoFactor): Endpoint {
  return {
    method: 'GET',
    path: '/api/secondfactor/duo',
    kind: 'api',
    guard: 'signed-in',
    countsAsActivity: false,
    async handle(_request, { session }) {
      const chosen = await duo.chosen(session.username);
      const data: DuoPreferenceData = {
        result: 'auth',
        ...(chosen === undefined ? {} : { preferred_device: chosen.device, preferred_method: chosen.method }),
      };
      return ok(data);
    },
  };
}

function listDevices(duo: DuoFactor): Endpoint {
  return {
    method: 'GET',
    path: '/api/secondfactor/duo_devices',
    kind: 'api',
    guard: 'signed-in',
    // It makes us ask Duo, as a push does.
    rateLimit: 'second_factor_duo',
    countsAsActivity: false,
    async handle(request, visitor) {
      const { result, devices, enrollUrl } = await duo.look(personOf(request, visitor));
      const data: DuoDevicesData = {
        result,
        ...(result === 'auth' ? { devices: toDeviceData(devices) } : {}),
        ...(enrollUrl === undefined ? {} : { enroll_url: enrollUrl }),
      };
      return ok(data);
    },
  };
}

function signIn(services: PortalServices, duo: DuoFactor): Endpoint {
  return {
    method: 'POST',
    path: '/api/secondfactor/duo',
    kind: 'api',
    guard: 'signed-in',
    rateLimit: 'second_factor_duo',
    countsAsActivity: true,
    handle(request, visitor) {
      const body = readJson(request, signInSchema);
      if (body === undefined) return ko(400, messages.authenticationFailed);
      return answerDuo(services, duo, request, {
        visitor,
        person: personOf(request, visitor),
        destination: body,
      });
    },
  };
}

function chooseDevice({ securityEvents }: PortalServices, duo: DuoFactor): Endpoint {
  return {
    method: 'POST',
    path: '/api/secondfactor/duo_device',
    kind: 'api',
    guard: 'signed-in',
    rateLimit: 'second_factor_duo',
    countsAsActivity: true,
    async handle(request, visitor) {
      const body = readJson(request, deviceSchema);
      if (body === undefined) return ko(400, messages.operationFailed);
      if (!(await duo.choose(personOf(request, visitor), body.device))) {
        return ko(403, messages.operationFailed);
      }
      await securityEvents.tell(securityEvent(request, visitor, { kind: 'duo-device-chosen' }));
      return ok();
    },
  };
}

function personOf({ address }: PortalRequest, { session }: FoundSession): DuoPerson {
  return { username: session.username, address };
}

import type {
  ForgottenDevicesData,
  RememberedDeviceData,
  RememberedDevicesData,
} from '../../../shared/api/remembered-devices.ts';
import type { RememberedDevice } from '../../storage/remembered-devices.ts';
import { ko, messages, ok } from '../answers.ts';
import type { Endpoint } from '../endpoint.ts';
import { forgetRememberedDevices } from '../forget-remembered-devices.ts';
import type { PortalServices } from '../portal-services.ts';
import { securityEvent } from '../security-event.ts';

const path = '/api/user/remembered-devices';

/** The browsers that stand for a second factor of the person signed in: listed, forgotten one by one or all at once (issue 4). */
export function rememberedDeviceEndpoints(services: PortalServices): readonly Endpoint[] {
  return [list(services), forgetOne(services), forgetAll(services)];
}

function list({ rememberedDevices }: PortalServices): Endpoint {
  return {
    method: 'GET',
    path,
    kind: 'api',
    guard: 'signed-in',
    countsAsActivity: false,
    async handle(_request, { session }) {
      const devices = await rememberedDevices.list(session.username);
      const data: RememberedDevicesData = { devices: devices.map(toData) };
      return ok(data);
    },
  };
}

function forgetOne({ rememberedDevices, securityEvents }: PortalServices): Endpoint {
  return {
    method: 'DELETE',
    path: `${path}/:id`,
    kind: 'api',
    guard: 'signed-in',
    countsAsActivity: true,
    async handle(request, visitor) {
      const { id = '' } = request.parameters;
      if (!(await rememberedDevices.forget(visitor.session.username, id))) {
        return ko(404, messages.operationFailed);
      }
      const details = { count: '1' };
      await securityEvents.tell(
        securityEvent(request, visitor, { kind: 'remembered-devices-forgotten', details }),
      );
      return ok();
    },
  };
}

function forgetAll(services: PortalServices): Endpoint {
  return {
    method: 'DELETE',
    path,
    kind: 'api',
    guard: 'signed-in',
    countsAsActivity: true,
    async handle(request, visitor) {
      const data: ForgottenDevicesData = {
        forgotten: await forgetRememberedDevices(services, request, visitor),
      };
      return ok(data);
    },
  };
}

function toData(device: RememberedDevice): RememberedDeviceData {
  const { publicId, browser, system, cookieDomain, createdAtMs, lastUsedAtMs, endsAtMs } = device;
  return {
    id: publicId,
    browser,
    system,
    cookie_domain: cookieDomain,
    created_at: new Date(createdAtMs).toISOString(),
    ...(lastUsedAtMs === undefined ? {} : { last_used_at: new Date(lastUsedAtMs).toISOString() }),
    ends_at: new Date(endsAtMs).toISOString(),
  };
}

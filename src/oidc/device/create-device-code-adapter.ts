import { type Adapter, type AdapterPayload, errors, Provider } from 'oidc-provider';
import type { Clock } from '../../lib/clock.ts';
import type { DevicePace } from './device-pace.ts';
import type { UserCodes } from './user-codes.ts';

/** What is kept of device codes besides the codes themselves. */
export interface DeviceCodeParts {
  readonly userCodes: UserCodes;
  readonly pace: DevicePace;
  readonly clock: Clock;
}

/** A device code stays known for so long after its time, so that the device is told that it is over. */
const toldOverSeconds = 3600;

/** Device codes over the storage of all artifacts: found by their user codes, and asked for no faster than devices were told to (RFC 8628 §3.5). */
export function createDeviceCodeAdapter(
  stored: Adapter,
  { userCodes, pace, clock }: DeviceCodeParts,
): Adapter {
  return {
    ...stored,
    async upsert(value, payload, lifetimeSeconds) {
      const keptSeconds = Math.max(0, lifetimeSeconds ?? 0) + toldOverSeconds;
      const expiresAtMs = clock.now() + keptSeconds * 1000;
      if (!(await userCodes.keep(payload.userCode ?? '', value, expiresAtMs))) {
        throw new errors.TemporarilyUnavailable('another device shows the same code, try again');
      }
      await stored.upsert(value, payload, keptSeconds);
    },
    async find(value) {
      const found = await stored.find(value);
      if (found && isPolled(found) && !(await pace.keep(value))) throw new errors.SlowDown();
      return found;
    },
    async findByUserCode(userCode) {
      const deviceCode = await userCodes.find(userCode);
      return deviceCode === undefined ? undefined : stored.find(deviceCode);
    },
  };
}

/** Whether the client itself asks about a code that nobody has answered yet. */
function isPolled({ clientId, accountId, error, exp = 0 }: AdapterPayload): boolean {
  const oidc = Provider.ctx?.oidc;
  if (oidc?.route !== 'token' || oidc.client?.clientId !== clientId) return false;
  return accountId === undefined && error === undefined && exp > Math.floor(Date.now() / 1000);
}

import { createRememberedDevices, type RememberedDevices } from '../factors/remembered-devices.ts';
import type { Tickets } from '../session/tickets.ts';
import type { Storage } from '../storage/open-storage.ts';
import { createRememberedDeviceStore } from '../storage/remembered-devices.ts';
import { openSealedSecret } from '../storage/sealed-secret.ts';
import type { World } from './world.ts';

/** The browsers that stand for a second factor. */
export async function openRememberedDevices(
  { config, clock, random }: World,
  storage: Storage,
  tickets: Tickets,
): Promise<RememberedDevices> {
  return createRememberedDevices({
    durationMs: config.session.remember_second_factor,
    store: createRememberedDeviceStore(storage.database),
    digestKey: await openSealedSecret(storage, 'hmac_key_devices', random),
    tickets,
    clock,
    random,
  });
}

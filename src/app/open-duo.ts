import { createDuoClient } from '../factors/duo/duo-client.ts';
import { createDuoFactor, type DuoFactor } from '../factors/duo/duo-factor.ts';
import { createDuoDevices } from '../storage/duo-devices.ts';
import type { Storage } from '../storage/open-storage.ts';
import type { World } from './world.ts';

/** Duo push; undefined where it is switched off. */
export function openDuo(
  { config, clock, trustedCertificates }: World,
  { database }: Storage,
): DuoFactor | undefined {
  const { disable, hostname, integration_key, secret_key, enable_self_enrollment } = config.duo_api;
  if (disable || hostname === undefined || integration_key === undefined || secret_key === undefined) {
    return undefined;
  }
  const keys = { integrationKey: integration_key, secretKey: secret_key };
  return createDuoFactor({
    client: createDuoClient({ hostname, keys, trustedCertificates, clock }),
    devices: createDuoDevices(database),
    canSelfEnroll: enable_self_enrollment,
  });
}

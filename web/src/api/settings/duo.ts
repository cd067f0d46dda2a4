import type { DuoDeviceData, DuoDevicesData, DuoPreferenceData } from '../../../../shared/api/duo.ts';
import { isAnything, isListOf, isOneOf, isOptional, isShape, isText } from '../guards.ts';
import { askSettings } from './ask-settings.ts';
import type { SettingsOutcome } from './settings-outcome.ts';

const isDevice = isShape<DuoDeviceData>({
  device: isText,
  display_name: isText,
  capabilities: isListOf(isText),
});

/** The device that Duo pushes to: `GET api/secondfactor/duo` (behaviour.md §1.6). */
export function readDuo(basePath: string): Promise<SettingsOutcome<DuoPreferenceData>> {
  return askSettings({
    url: `${basePath}api/secondfactor/duo`,
    method: 'GET',
    isData: isShape<DuoPreferenceData>({
      result: isOneOf('auth'),
      preferred_device: isOptional(isText),
      preferred_method: isOptional(isText),
    }),
  });
}

/** The devices that it could push to: `GET api/secondfactor/duo_devices`. */
export function readDuoDevices(basePath: string): Promise<SettingsOutcome<DuoDevicesData>> {
  return askSettings({
    url: `${basePath}api/secondfactor/duo_devices`,
    method: 'GET',
    isData: isShape<DuoDevicesData>({
      result: isOneOf('auth', 'allow', 'enroll', 'deny'),
      devices: isOptional(isListOf(isDevice)),
      enroll_url: isOptional(isText),
    }),
  });
}

/** Chooses one: `POST api/secondfactor/duo_device`. */
export function chooseDuoDevice(basePath: string, device: string): Promise<SettingsOutcome<unknown>> {
  return askSettings({
    url: `${basePath}api/secondfactor/duo_device`,
    method: 'POST',
    body: { device, method: 'push' },
    isData: isAnything,
  });
}

import type {
  RememberedDeviceData,
  RememberedDevicesData,
} from '../../../../shared/api/remembered-devices.ts';
import { isAnything, isListOf, isOptional, isShape, isText } from '../guards.ts';
import { askSettings } from './ask-settings.ts';
import type { SettingsOutcome } from './settings-outcome.ts';

const path = 'api/user/remembered-devices';

const isDevice = isShape<RememberedDeviceData>({
  id: isText,
  browser: isText,
  system: isText,
  cookie_domain: isText,
  created_at: isText,
  last_used_at: isOptional(isText),
  ends_at: isText,
});

/** The browsers that are not asked for a second factor: `GET`. Fails where this portal remembers none. */
export function readRememberedDevices(basePath: string): Promise<SettingsOutcome<RememberedDevicesData>> {
  return askSettings({
    url: `${basePath}${path}`,
    method: 'GET',
    isData: isShape<RememberedDevicesData>({ devices: isListOf(isDevice) }),
  });
}

/** Forgets one: `DELETE …/{id}`. */
export function forgetDevice(basePath: string, id: string): Promise<SettingsOutcome<unknown>> {
  return askSettings({
    url: `${basePath}${path}/${encodeURIComponent(id)}`,
    method: 'DELETE',
    isData: isAnything,
  });
}

/** Forgets all, wherever they are: `DELETE`. */
export function forgetAllDevices(basePath: string): Promise<SettingsOutcome<unknown>> {
  return askSettings({ url: `${basePath}${path}`, method: 'DELETE', isData: isAnything });
}

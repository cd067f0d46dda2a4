import { describeUserAgent } from '../lib/describe-user-agent.ts';
import type { Device } from './session.ts';

/** What devices are made of: one value for all that are alike. */
export interface Devices {
  /** The device that a User-Agent header, as received, tells of. */
  of(rawUserAgent: string): Device;
}

/** Devices that sessions share: the names come out of short lists, so that there are few, however many sessions there are. */
export function createDevices(): Devices {
  const known = new Map<string, Device>();
  return {
    of(rawUserAgent) {
      const device = describeUserAgent(rawUserAgent);
      const name = `${device.browser ?? ''}\n${device.system ?? ''}`;
      const same = known.get(name);
      if (same !== undefined) return same;
      known.set(name, Object.freeze(device));
      return device;
    },
  };
}

import type { DuoDevice, DuoDevices } from '../../storage/duo-devices.ts';
import type { DuoClient, DuoPerson, DuoPhone, DuoPreauth } from './duo-client.ts';

/** What has to happen before a push, or instead of it. */
export type DuoStep =
  | { readonly kind: 'push'; readonly device: string }
  /** Duo asks nothing of this person: the second factor counts as given (behaviour.md §6.7). */
  | { readonly kind: 'allow' }
  /** Duo lets this person in nowhere. */
  | { readonly kind: 'deny'; readonly hadDevice: boolean }
  /** There is no device to push to. */
  | { readonly kind: 'enroll'; readonly enrollUrl: string | undefined }
  /** There are several. */
  | { readonly kind: 'choose'; readonly devices: readonly DuoPhone[] };

/** Duo push (behaviour.md §6.7). Methods throw `AppError` where Duo or the storage is away. */
export interface DuoFactor {
  /** The device chosen before. */
  chosen(username: string): Promise<DuoDevice | undefined>;
  /** What Duo says of a person, with the devices that can be pushed to alone. */
  look(person: DuoPerson): Promise<DuoPreauth>;
  /** Keeps the choice of a device that Duo has for that person and can push to; false, and nothing kept, where it has none such. */
  choose(person: DuoPerson, device: string): Promise<boolean>;
  /** What comes next; a single device is chosen silently, one that vanished is forgotten. */
  nextStep(person: DuoPerson): Promise<DuoStep>;
  /** Sends the push and waits for its answer. */
  push(
    person: DuoPerson,
    push: { readonly device: string; readonly targetUrl: string | undefined },
  ): Promise<boolean>;
}

/** What it stands on. */
export interface DuoFactorOptions {
  readonly client: DuoClient;
  readonly devices: DuoDevices;
  /** `duo_api.enable_self_enrollment`: whether people are told where to enrol. */
  readonly canSelfEnroll: boolean;
}

/** Longer names fit no column, and are none of Duo's. */
const longestDevice = 32;

/** Duo push over Duo's API and the devices that people chose. */
export function createDuoFactor(options: DuoFactorOptions): DuoFactor {
  const { client, devices } = options;
  const look = (person: DuoPerson) => lookAt(options, person);
  return {
    chosen: (username) => devices.find(username),
    look,
    async choose(person, device) {
      const preauth = await look(person);
      if (!preauth.devices.some((one) => one.device === device)) return false;
      await devices.choose(person.username, { device, method: 'push' });
      return true;
    },
    async nextStep(person) {
      const chosen = await devices.find(person.username);
      const preauth = await look(person);
      switch (preauth.result) {
        case 'allow':
          return { kind: 'allow' };
        case 'deny':
          return { kind: 'deny', hadDevice: chosen !== undefined };
        case 'enroll':
          if (chosen !== undefined) await devices.remove(person.username);
          return { kind: 'enroll', enrollUrl: preauth.enrollUrl };
        case 'auth':
          return stepWithDevices(options, person, { chosen, preauth });
      }
    },
    push: (person, push) => client.push(person, push),
  };
}

async function lookAt({ client, canSelfEnroll }: DuoFactorOptions, person: DuoPerson): Promise<DuoPreauth> {
  const { result, enrollUrl, devices } = await client.preauth(person);
  return {
    result,
    enrollUrl: canSelfEnroll ? enrollUrl : undefined,
    devices: devices.filter(
      ({ device, capabilities }) => capabilities.includes('push') && device.length <= longestDevice,
    ),
  };
}

async function stepWithDevices(
  { devices }: DuoFactorOptions,
  { username }: DuoPerson,
  found: { readonly chosen: DuoDevice | undefined; readonly preauth: DuoPreauth },
): Promise<DuoStep> {
  const { chosen, preauth } = found;
  const stillThere = preauth.devices.find(({ device }) => device === chosen?.device);
  if (stillThere !== undefined) return { kind: 'push', device: stillThere.device };
  if (chosen !== undefined) await devices.remove(username);
  const [only, ...others] = preauth.devices;
  if (only === undefined) return { kind: 'enroll', enrollUrl: preauth.enrollUrl };
  if (others.length > 0) return { kind: 'choose', devices: preauth.devices };
  await devices.choose(username, { device: only.device, method: 'push' });
  return { kind: 'push', device: only.device };
}

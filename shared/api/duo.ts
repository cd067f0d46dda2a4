import type { SecondFactorBody } from './second-factor.ts';

/** `GET /api/secondfactor/duo_devices` (behaviour.md §1.6), and what `POST /api/secondfactor/duo` may answer without finishing. */
export interface DuoDevicesData {
  readonly result: 'auth' | 'allow' | 'enroll' | 'deny';
  readonly devices?: readonly DuoDeviceData[];
  readonly enroll_url?: string;
}

/** A device that Duo can push to. */
export interface DuoDeviceData {
  readonly device: string;
  readonly display_name: string;
  readonly capabilities: readonly string[];
}

/** `GET /api/secondfactor/duo`. */
export interface DuoPreferenceData {
  readonly result: 'auth';
  readonly preferred_device?: string;
  readonly preferred_method?: string;
}

/** `POST /api/secondfactor/duo`. */
export interface DuoSignInBody extends SecondFactorBody {
  readonly passcode?: string;
}

/** `POST /api/secondfactor/duo_device`. */
export interface DuoDeviceBody {
  readonly device: string;
  readonly method: 'push';
}

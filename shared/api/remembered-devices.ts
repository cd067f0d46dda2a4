/**
 * `GET /api/user/remembered-devices` (new): the browsers in which the person signed in is not asked for a second factor, the newest first. Times
 * are RFC 3339.
 */
export interface RememberedDevicesData {
  readonly devices: readonly RememberedDeviceData[];
}

/**
 * One browser. `DELETE /api/user/remembered-devices/{id}` forgets it (404 where there is none); `DELETE /api/user/remembered-devices` forgets
 * all and answers `ForgottenDevicesData`. Both need no elevation: they only take away.
 */
export interface RememberedDeviceData {
  /** Its public name, good for the DELETE alone. */
  readonly id: string;
  /** In words: `Firefox`, `Linux`; empty where they cannot be told. */
  readonly browser: string;
  readonly system: string;
  readonly cookie_domain: string;
  readonly created_at: string;
  readonly last_used_at?: string;
  readonly ends_at: string;
}

/** How many were forgotten. */
export interface ForgottenDevicesData {
  readonly forgotten: number;
}

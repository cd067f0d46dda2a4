/** `GET /api/user/session/elevation` (behaviour.md §1.5): what sensitive settings still need. */
export interface ElevationData {
  readonly require_second_factor: boolean;
  readonly skip_second_factor: boolean;
  readonly can_skip_second_factor: boolean;
  readonly factor_knowledge: boolean;
  readonly elevated: boolean;
  /** Seconds left; 0 where not elevated. */
  readonly expires: number;
}

/** `POST /api/user/session/elevation`: a code was mailed. */
export interface ElevationStartedData {
  /** The public id of the code, base64url: whoever has it can revoke the code. */
  readonly delete_id: string;
}

/** `PUT /api/user/session/elevation`. */
export interface ElevationBody {
  readonly otc: string;
}

/** What only this version says. */
export const elevationMessages = {
  noMailAddress: 'There is no mail address for you that a code could be sent to. Ask your administrator.',
} as const;

/** The `data` of the 403 of whatever needs elevation: exactly one is true (behaviour.md §1.1). */
export interface ElevationNeededData {
  readonly elevation: boolean;
  readonly first_factor: boolean;
  readonly second_factor: boolean;
}

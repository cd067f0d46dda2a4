import type { RequestProblem } from '../request-problem.ts';

/** What a sensitive setting still needs before it may be changed. */
export type ElevationNeed = 'elevation' | 'first-factor' | 'second-factor';

/** How a request of the settings ended. */
export type SettingsOutcome<Data> =
  | { readonly kind: 'done'; readonly data: Data }
  | { readonly kind: 'elevation-needed'; readonly need: ElevationNeed }
  /** Not done for a reason that lies in what was sent; `message` is the server's own, empty where it gave none. */
  | { readonly kind: 'refused'; readonly status: number; readonly message: string }
  | { readonly kind: 'failed'; readonly problem: SettingsProblem };

/** Why a request failed for a reason that does not lie in what was sent. */
export type SettingsProblem = RequestProblem | 'signed-out';

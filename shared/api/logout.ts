/** `POST /api/logout` (behaviour.md §1.4). */
export interface LogoutBody {
  /** Where to go afterwards; followed only where it is safe. */
  readonly targetURL?: string;
}

/** What signing out answers. */
export interface LogoutData {
  /** Whether a browser may be sent to `targetURL`. */
  readonly safeTargetURL: boolean;
}

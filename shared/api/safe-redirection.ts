/** `POST /api/checks/safe-redirection` (behaviour.md §1.4). */
export interface SafeRedirectionBody {
  readonly uri: string;
}

/** Whether a browser may be sent there. */
export interface SafeRedirectionData {
  readonly ok: boolean;
}

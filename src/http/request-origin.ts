/** By which request something came about: what the log says of it. */
export interface RequestOrigin {
  /** See `request-ids.ts`. */
  readonly requestId: string;
  readonly method: string;
  /** The path of ours that was asked, without anything that a stranger chose. */
  readonly path: string;
}

/** Who asks: everything a rule may look at. Anonymous = no username and no groups. */
export interface Subject {
  readonly username: string | undefined;
  readonly groups: readonly string[];
  /** The client's address, canonical; undefined where it is not known. */
  readonly address: string | undefined;
}

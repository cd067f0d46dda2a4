/** Who tried to sign in, and from where, as far as known. */
export interface AttemptOrigin {
  /** The canonical user name; undefined where nobody is known by what was typed. */
  readonly username: string | undefined;
  /** The client's canonical address. */
  readonly address: string | undefined;
}

/** Counts attempts and bans users and addresses; regulation implements it. Both methods throw `AppError` when they cannot know. */
export interface AttemptGuard {
  /** Whether attempts of this user or from this address are refused at the moment. */
  isBanned(origin: AttemptOrigin): Promise<boolean>;
  /** Notes how an attempt ended: every one, banned ones too. */
  record(attempt: AttemptOrigin & { readonly outcome: 'right' | 'wrong' | 'banned' }): Promise<void>;
}

/** A guard that bans nobody and remembers nothing. */
export const openGuard: AttemptGuard = {
  isBanned: async () => false,
  record: async () => {},
};

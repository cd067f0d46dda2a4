import type { Session } from '../session/session.ts';

/** What keeps somebody from sensitive settings; exactly one of the three (behaviour.md §1.1). */
export type ElevationNeed = 'elevation' | 'first_factor' | 'second_factor';

/** How a session stands to sensitive settings, for the pages that lead there (behaviour.md §1.5). */
export interface ElevationState {
  /** A second factor must be given before a code. */
  readonly requiresSecondFactor: boolean;
  /** Two factors were given, which is enough. */
  readonly skipsSecondFactor: boolean;
  /** Giving a second factor would be enough. */
  readonly canSkipSecondFactor: boolean;
  /** Until when a code has opened them to this address; undefined where none has. */
  readonly elevatedUntilMs: number | undefined;
}

/** Decides who may change sensitive settings (behaviour.md §6.4). */
export interface ElevationRules {
  /** What is still needed; undefined where nothing is. `address` is the client's canonical one. */
  needed(session: Session, address: string | undefined): Promise<ElevationNeed | undefined>;
  /** The same, in full. */
  describe(session: Session, address: string | undefined): Promise<ElevationState>;
}

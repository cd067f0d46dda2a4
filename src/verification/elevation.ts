import type { Session } from '../session/session.ts';

/** What keeps somebody from sensitive settings; exactly one of the three (behaviour.md §1.1). */
export type ElevationNeed = 'elevation' | 'first_factor' | 'second_factor';

/** Decides who may change sensitive settings (behaviour.md §6.4). */
export interface ElevationRules {
  /** What is still needed; undefined where nothing is. `address` is the client's canonical one. */
  needed(session: Session, address: string | undefined): Promise<ElevationNeed | undefined>;
}

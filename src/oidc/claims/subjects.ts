import type { Random } from '../../lib/random.ts';
import { randomUuid } from '../../lib/uuid.ts';
import type { OpaqueIdentifiers } from '../../storage/opaque-identifiers.ts';

/** The names by which clients know people: random, never made of the user name (behaviour.md §9.3). */
export interface Subjects {
  /** The subject of a user for a sector; without one, the public subject. */
  of(username: string, sector?: string): Promise<string>;
  /** Whose public subject that is; undefined where it is nobody's. */
  findUser(subject: string): Promise<string | undefined>;
}

/** Subjects over the table of opaque identifiers: UUIDs of version 4 (RFC 9562 §5.4). */
export function createSubjects(identifiers: OpaqueIdentifiers, random: Random): Subjects {
  return {
    of: (username, sector = '') => identifiers.of(username, sector, () => randomUuid(random)),
    findUser: (subject) => identifiers.findUser(subject),
  };
}

import type { AdministrationConfig } from '../config/sections/administration.ts';
import { levelOf } from '../session/level.ts';
import type { Session } from '../session/session.ts';

/** Who may administer. */
export interface Administrators {
  /** Whether the person of a session may: by the groups and the proofs of that session as it is now. Nothing is remembered. */
  include(session: Pick<Session, 'groups' | 'methods'>): boolean;
}

/** The members of `administration.group`, compared exactly, once they have given two factors; nobody where no group is written. */
export function createAdministrators({ group }: AdministrationConfig): Administrators {
  return {
    include: ({ groups, methods }) => group !== undefined && groups.includes(group) && levelOf(methods) === 2,
  };
}

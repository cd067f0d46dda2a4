import type { Session } from '../../session/session.ts';

/** How a person is called on their own page. */
export function nameOf({ displayName, username }: Session): string {
  return displayName === '' ? username : displayName;
}

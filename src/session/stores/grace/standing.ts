import type { Session } from '../../session.ts';

/** What a session is worth: whoever changes one of these needs the store. */
const standing = [
  'id',
  'signInId',
  'cookieDomain',
  'username',
  'signedInAtMs',
  'firstFactorAtMs',
  'secondFactorAtMs',
  'isRemembered',
] as const satisfies readonly (keyof Session)[];

/** Whether a changed session is worth what the known one is: details of the directory and the use of applications may differ. */
export function hasSameStanding(changed: Session, known: Session): boolean {
  return (
    standing.every((field) => changed[field] === known[field]) &&
    changed.methods.join() === known.methods.join() &&
    changed.elevation?.endsAtMs === known.elevation?.endsAtMs &&
    changed.elevation?.address === known.elevation?.address
  );
}

/** The session with what was noted of the use of applications, where that is later than what it says. */
export function withLaterUse(session: Session, noted: Session['usedAtMs']): Session {
  if (noted === undefined) return session;
  const known = session.usedAtMs ?? {};
  const later = Object.entries(noted).filter(([host, atMs]) => atMs > (known[host] ?? 0));
  return later.length === 0 ? session : { ...session, usedAtMs: { ...known, ...Object.fromEntries(later) } };
}

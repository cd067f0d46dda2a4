import { headerValues } from '../../http/raw-request.ts';
import { levelOf } from '../../session/level.ts';
import type { Sessions } from '../../session/sessions.ts';
import { type IdentityStrategy, nobody } from '../strategy.ts';

/**
 * The person that the session cookie leads to. A proxy may send the name that it holds for the session's (`Session-Username`): where
 * the two differ the session is ended, for one of the two cookies is not this person's (behaviour.md §2.5).
 */
export function createCookieSession(sessions: Sessions): IdentityStrategy {
  return {
    name: 'CookieSession',
    challenge: undefined,
    async identify({ raw }, { domain, address, countsAsActivity }) {
      const cookies = headerValues(raw, 'cookie');
      if (cookies.length === 0) return nobody;
      const found = await sessions.find(domain, cookies, { countsAsActivity, address });
      if (found === undefined) return nobody;
      const { username, displayName, emails, groups, methods, firstFactorAtMs, secondFactorAtMs, usedAtMs } =
        found.session;
      if (!headerValues(raw, 'session-username').every((name) => isSameName(name, username))) {
        await sessions.signOut(domain, cookies);
        return nobody;
      }
      const level = levelOf(methods);
      if (level === 0) return nobody;
      const proofTimes = { firstFactorAtMs, secondFactorAtMs };
      const identity = { username, displayName, emails, groups, level, proofTimes };
      return {
        outcome: 'identified',
        identity: usedAtMs === undefined ? identity : { ...identity, usedAtMs },
        session: found,
      };
    },
  };
}

/** An empty header counts as absent. Header bytes stand as Latin-1, names as text. */
function isSameName(rawName: string, username: string): boolean {
  if (rawName === '') return true;
  return Buffer.from(rawName, 'latin1').toString('utf8').toLowerCase() === username.toLowerCase();
}

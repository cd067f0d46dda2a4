import { headerValues, type RawRequest } from '../../http/raw-request.ts';
import { type Awaitable, whenThere } from '../../lib/when-there.ts';
import { levelOf } from '../../session/level.ts';
import type { FoundSession, Sessions } from '../../session/sessions.ts';
import { type IdentityStrategy, nobody, type StrategyOutcome } from '../strategy.ts';

/**
 * The person that the session cookie leads to. A proxy may send the name that it holds for the session's (`Session-Username`): where
 * the two differ the session is ended, for one of the two cookies is not this person's (behaviour.md §2.5).
 */
export function createCookieSession(sessions: Sessions): IdentityStrategy {
  return {
    name: 'CookieSession',
    challenge: undefined,
    identify({ raw }, { domain, address, countsAsActivity }) {
      const cookies = headerValues(raw, 'cookie');
      if (cookies.length === 0) return nobody;
      const options = { countsAsActivity, address };
      const found = sessions.findAtOnce(domain, cookies, options) ?? sessions.find(domain, cookies, options);
      return whenThere(found, (session): Awaitable<StrategyOutcome> => {
        if (session === undefined) return nobody;
        if (isNamedOtherwise(raw, session)) return sessions.signOut(domain, cookies).then(() => nobody);
        return outcomeOf(session);
      });
    },
  };
}

function outcomeOf(found: FoundSession): StrategyOutcome {
  const { username, displayName, emails, groups, methods, firstFactorAtMs, secondFactorAtMs, usedAtMs } =
    found.session;
  const level = levelOf(methods);
  if (level === 0) return nobody;
  const proofTimes = { firstFactorAtMs, secondFactorAtMs };
  const identity = { username, displayName, emails, groups, level, proofTimes };
  return {
    outcome: 'identified',
    identity: usedAtMs === undefined ? identity : { ...identity, usedAtMs },
    session: found,
  };
}

/** Whether the request says that the session is somebody else's. */
function isNamedOtherwise(raw: RawRequest, { session }: FoundSession): boolean {
  return headerValues(raw, 'session-username').some((name) => !isSameName(name, session.username));
}

/** An empty header counts as absent. Header bytes stand as Latin-1, names as text. */
function isSameName(rawName: string, username: string): boolean {
  if (rawName === '') return true;
  return Buffer.from(rawName, 'latin1').toString('utf8').toLowerCase() === username.toLowerCase();
}

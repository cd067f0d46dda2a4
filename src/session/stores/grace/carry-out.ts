import type { Clock } from '../../../lib/clock.ts';
import { endSignIn } from '../../end-sign-in.ts';
import type { SessionKey, SessionStore } from '../../store.ts';
import { type Ends, isOfUserEnd, type KeyEnd, type SignInEnd, type UserEnd } from './ends.ts';
import type { KnownSessions } from './known-sessions.ts';

/** What ending sessions works with. */
export interface EndingTools {
  readonly store: SessionStore;
  readonly known: KnownSessions;
  readonly ends: Ends;
  readonly clock: Clock;
  /** Told of what the store refused. */
  readonly onFailure: (error: unknown) => void;
}

/**
 * Ends a session: here at once, and in the store; gives whether it was there. Rejects where the store is away: then it is done when the store is
 * back.
 */
export async function endByKey(tools: EndingTools, key: SessionKey, end: KeyEnd): Promise<boolean> {
  const { known, ends } = tools;
  const session = known.find(key)?.session;
  ends.addKey(key, { ...end, isKnown: session !== undefined });
  if (end.withSignIn && session !== undefined) ends.addSignIn(session);
  try {
    return await endingHere(
      tools,
      () => finishKey(tools, key, end.withSignIn ? { session } : undefined),
      () => {
        known.forget(key);
        if (end.withSignIn && session !== undefined) {
          known.forgetOf(session.username, (_, other) => other.signInId !== session.signInId);
        }
      },
    );
  } catch (error) {
    tools.onFailure(error);
    throw error;
  }
}

/** Ends all sessions of a user but those of the keys given, in the same way; gives how many ended. */
export async function endByUser(
  tools: EndingTools,
  username: string,
  except: readonly SessionKey[],
): Promise<number> {
  const { store, known, ends, clock } = tools;
  const end: UserEnd = { username, untilMs: clock.now(), except: new Set(except) };
  ends.addUser(end);
  try {
    return await endingHere(
      tools,
      async () => {
        const count = await store.removeByUser(username, except);
        ends.dropUser(end);
        return count;
      },
      () => known.forgetOf(username, (key) => end.except.has(key)),
    );
  } catch (error) {
    tools.onFailure(error);
    throw error;
  }
}

/** Does in the store what could not be done while it was away. Rejects where it is away again; what is not done yet is remembered. */
export async function carryOut(tools: EndingTools): Promise<void> {
  const { ends } = tools;
  for (const [key, { withSignIn }] of ends.keys) {
    await endingHere(tools, () => finishKey(tools, key, withSignIn ? {} : undefined));
  }
  for (const end of ends.signIns.values()) await endingHere(tools, () => finishSignIn(tools, end));
  for (const end of ends.users) await endingHere(tools, () => finishUser(tools, end));
}

/** What is read from the store while something ends may be older than the end: it is not taken for known. */
async function endingHere<Result>(
  { ends }: EndingTools,
  work: () => Promise<Result>,
  forget: () => void = () => undefined,
): Promise<Result> {
  ends.advance();
  forget();
  try {
    return await work();
  } finally {
    forget();
    ends.advance();
  }
}

/** With `signIn`, its sign-in ends too: that of the session as the store has it, or as it was known. */
async function finishKey(
  tools: EndingTools,
  key: SessionKey,
  signIn?: { readonly session?: SignInEnd | undefined },
): Promise<boolean> {
  const { store, ends } = tools;
  const session = signIn && ((await store.load(key)) ?? signIn.session);
  // From here on the sign-in is what is remembered.
  if (session !== undefined) ends.addSignIn(session);
  const wasThere = await store.remove(key);
  ends.dropKey(key);
  if (session !== undefined) await finishSignIn(tools, session);
  return wasThere;
}

async function finishSignIn({ store, ends }: EndingTools, end: SignInEnd): Promise<void> {
  await endSignIn(store, end);
  ends.dropSignIn(end.signInId);
}

/** Who signed in since then stays; a session that gets another key meanwhile is found again. */
async function finishUser({ store, ends }: EndingTools, end: UserEnd): Promise<void> {
  for (;;) {
    const found = await store.findByUser(end.username);
    const doomed = found.filter(({ key, session }) => isOfUserEnd(end, key, session));
    if (doomed.length === 0) break;
    await Promise.all(doomed.map(({ key }) => store.remove(key)));
  }
  ends.dropUser(end);
}

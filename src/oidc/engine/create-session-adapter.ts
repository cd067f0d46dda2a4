import { type Adapter, type AdapterPayload, errors } from 'oidc-provider';
import { isSameSecret } from '../../lib/constant-time.ts';
import type { OidcAuthorization } from '../../storage/oidc-authorizations.ts';
import { amrOf } from './amr-of.ts';
import type { AdapterParts } from './create-adapter.ts';
import type { EngineSignIn } from './sign-in-context.ts';

/** The engine looks at no session for longer than a request takes. */
const lookedAtMs = 600_000;

/**
 * The engine's own browser sessions, which there are none of: what it finds is the portal's sign-in of this very request, and what it keeps
 * is which client was given what in it. So whatever ends a sign-in at the portal ends it here.
 */
export function createSessionAdapter({ authorizations, signIns, clock }: AdapterParts): Adapter {
  async function load(uid: string): Promise<readonly OidcAuthorization[]> {
    return authorizations.find(uid, clock.now());
  }

  // The engine keeps the session once more when it answers the refusal.
  const refused = new WeakSet<EngineSignIn>();

  return {
    async find(cookieValue) {
      const signIn = signIns.current();
      if (signIn === undefined || !isSameSecret(cookieValue, signIn.cookieValue)) return undefined;
      return { ...base(clock.now()), ...ofSignIn(signIn), authorizations: byClient(await load(signIn.uid)) };
    },
    /** What tokens are bound to: nothing is found where the sign-in was ended or its time is over. */
    async findByUid(uid) {
      const known = await load(uid);
      const [first] = known;
      if (first === undefined) return undefined;
      return {
        ...base(clock.now()),
        jti: uid,
        uid,
        accountId: first.accountId,
        authorizations: byClient(known),
      };
    },
    async upsert(_value, payload) {
      const signIn = signIns.current();
      if (signIn === undefined || payload.uid !== signIn.uid) return;
      const { accountId, level, address } = signIn;
      const known = byClient(await load(signIn.uid));
      const changed = Object.entries(payload.authorizations ?? {}).filter(
        ([clientId, { grantId, sid }]) =>
          known[clientId]?.grantId !== grantId || known[clientId]?.sid !== sid,
      );
      for (const [clientId, { grantId, sid }] of changed) {
        const authorization = { clientId, grantId, sid, accountId, level, address };
        await authorizations.save(signIn.uid, authorization, signIn.endsAtMs);
      }
      if (changed.length === 0 || refused.has(signIn) || (await load(signIn.uid)).length > 0) return;
      // Ended meanwhile: then the client gets nothing, for it may not be told of the end any more.
      refused.add(signIn);
      throw new errors.LoginRequired('the sign-in has ended');
    },
    // The engine gives its sessions new names; ours keep theirs.
    destroy: () => Promise.resolve(),
    consume: () => Promise.resolve(),
    revokeByGrantId: () => Promise.resolve(),
    findByUserCode: () => Promise.resolve(undefined),
  };
}

function base(nowMs: number): AdapterPayload {
  const iat = Math.floor(Date.now() / 1000);
  return { kind: 'Session', iat: Math.min(iat, Math.floor(nowMs / 1000)), exp: iat + lookedAtMs / 1000 };
}

function ofSignIn(signIn: EngineSignIn) {
  const { uid, cookieValue, accountId, firstFactorAtMs } = signIn;
  return {
    jti: cookieValue,
    uid,
    accountId,
    loginTs: Math.floor(firstFactorAtMs / 1000),
    amr: amrOf(signIn),
  };
}

function byClient(known: readonly OidcAuthorization[]): NonNullable<AdapterPayload['authorizations']> {
  return Object.fromEntries(known.map(({ clientId, grantId, sid }) => [clientId, { grantId, sid }]));
}

import type { CookieDomainConfig } from '../config/sections/session.ts';
import type { Hmac } from '../lib/hmac.ts';
import { levelOf, rememberedDeviceMethod } from '../session/level.ts';
import { hardLimitMs } from '../session/lifetimes.ts';
import type { Session } from '../session/session.ts';
import type { Subjects } from './claims/subjects.ts';
import type { EngineSignIn } from './engine/sign-in-context.ts';

/** Turns sessions of the portal into what the engine sees of them. */
export interface SignIns {
  of(domain: CookieDomainConfig, session: Session, address: string | undefined): Promise<EngineSignIn>;
  /** What the engine knows a sign-in by, at one issuer. */
  uidOf(issuer: string, signInId: string): string;
}

/** Sign-ins by keyed hashes of the portal's own id, which stays the same however often a session is raised. */
export function createSignIns({
  subjects,
  hash,
}: {
  readonly subjects: Subjects;
  readonly hash: Hmac;
}): SignIns {
  return {
    uidOf: (issuer, signInId) => uidOf(hash, issuer, signInId),
    async of(domain, session, address) {
      const issuer = issuerOf(domain) ?? '';
      return {
        uid: uidOf(hash, issuer, session.signInId),
        cookieValue: hash(`cookie\n${issuer}\n${session.signInId}`),
        accountId: await subjects.of(session.username),
        username: session.username,
        groups: session.groups,
        level: levelOf(session.methods),
        methods: session.methods.filter((method) => method !== rememberedDeviceMethod),
        firstFactorAtMs: session.firstFactorAtMs,
        endsAtMs: hardLimitMs(session, domain),
        address,
      };
    },
  };
}

/** What the engine knows a sign-in by, at one issuer. */
export function uidOf(hash: Hmac, issuer: string, signInId: string): string {
  return hash(`uid\n${issuer}\n${signInId}`);
}

/** The issuer of a cookie domain: its portal's URL without a slash at its end; undefined where that is not configured. */
export function issuerOf({ authelia_url }: Pick<CookieDomainConfig, 'authelia_url'>): string | undefined {
  return authelia_url?.replace(/\/+$/, '');
}

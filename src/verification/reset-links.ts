import { errors, jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import type { IdentityValidationConfig } from '../config/sections/identity-validation.ts';
import type { Clock } from '../lib/clock.ts';
import type { Random } from '../lib/random.ts';
import { randomUuid } from '../lib/uuid.ts';
import type { IdentityVerificationStore } from '../storage/identity-verifications.ts';
import type { SpendOnce } from '../storage/spend-once.ts';

/** What the links are for (behaviour.md §6.3). */
const action = 'ResetPassword';

/** Nobody needs more at a time; a stranger who asks for more fills no mailbox (each of those that were sent is still good). */
const mostOpenLinks = 5;

const claimsSchema = z.object({
  jti: z.uuid(),
  iat: z.int(),
  username: z.string().min(1),
  action: z.literal(action),
});

/** The token of a link to be mailed: whoever has it can set the password of that user. */
export interface IssuedLink {
  readonly token: string;
  readonly lifespanMs: number;
}

/** A link that somebody shows. */
export interface ShownLink {
  readonly token: string;
  /** The URL of the portal it is shown to: a link is good at the one alone that it was issued for. */
  readonly issuer: string;
  /** Canonical; undefined where it cannot be told. Another one than that which asked for the link is fine. */
  readonly address: string | undefined;
}

/** What came of a link. */
export type LinkOutcome =
  | { readonly outcome: 'right'; readonly id: string; readonly username: string }
  | { readonly outcome: LinkFailure };

/** Why a link is not good: the first four say nothing that its text does not say already. */
export type LinkFailure = 'expired' | 'not-yet' | 'badly-signed' | 'unknown' | 'wrong';

/** Links that reset a password (behaviour.md §6.3). Methods throw `AppError` `storage-unavailable`. */
export interface ResetLinks {
  /** Makes a link; undefined where the user has many good ones already. */
  issue(asked: {
    readonly username: string;
    readonly issuer: string;
    readonly address: string | undefined;
  }): Promise<IssuedLink | undefined>;
  /** Spends a link: fifty redemptions at once, one success. */
  redeem(link: ShownLink): Promise<LinkOutcome>;
  /** Revokes a link, also one that was redeemed; gives whose it was, or undefined where there is nothing to revoke. */
  revoke(link: ShownLink): Promise<{ readonly username: string } | undefined>;
  /** Revokes all links of a user, also those that were redeemed. */
  revokeAll(owner: { readonly username: string; readonly address: string | undefined }): Promise<void>;
  /** Whether a link was redeemed and not revoked since. */
  isRedeemed(id: string): Promise<boolean>;
}

/** What links stand on. */
export interface ResetLinksOptions {
  /** `identity_validation.reset_password`; durations in milliseconds. */
  readonly config: Pick<IdentityValidationConfig['reset_password'], 'jwt_lifespan' | 'jwt_algorithm'>;
  /** `identity_validation.reset_password.jwt_secret`. */
  readonly secret: string;
  readonly store: IdentityVerificationStore;
  readonly spendOnce: SpendOnce;
  readonly clock: Clock;
  readonly random: Random;
}

type Claims = z.infer<typeof claimsSchema>;

/** Links whose token is a signed JWT (RFC 7519) with a row of its own in the storage. */
export function createResetLinks(options: ResetLinksOptions): ResetLinks {
  const { config, store, spendOnce, clock } = options;
  const key = new TextEncoder().encode(options.secret);
  const verify = (link: ShownLink) => verifyToken(link, { key, algorithm: config.jwt_algorithm, clock });
  return {
    issue: (asked) => issue(options, key, asked),
    async redeem(link) {
      const claims = await verify(link);
      if (typeof claims === 'string') return { outcome: claims };
      const { jti: id, username } = claims;
      const kept = await store.find(id);
      if (kept === undefined) return { outcome: 'unknown' };
      const isGood = kept.username === username && kept.action === action && !kept.isRevoked;
      if (!isGood || kept.isConsumed || kept.expiresAtMs <= clock.now()) return { outcome: 'wrong' };
      if (!(await spendOnce.spend('reset-link', id, kept.expiresAtMs))) return { outcome: 'wrong' };
      // Whoever revoked it meanwhile was first.
      const isConsumed = await store.consume(id, { atMs: clock.now(), address: link.address });
      return isConsumed ? { outcome: 'right', id, username } : { outcome: 'wrong' };
    },
    async revoke(link) {
      const claims = await verify(link);
      if (typeof claims === 'string') return undefined;
      const moment = { atMs: clock.now(), address: link.address };
      const isRevoked = await store.revoke(claims.jti, moment, { evenConsumed: true });
      return isRevoked ? { username: claims.username } : undefined;
    },
    revokeAll: ({ username, address }) =>
      store.revokeAll({ username, action }, { atMs: clock.now(), address }),
    async isRedeemed(id) {
      const kept = await store.find(id);
      if (kept === undefined) return false;
      return kept.isConsumed && !kept.isRevoked;
    },
  };
}

async function issue(
  { config, store, clock, random }: ResetLinksOptions,
  key: Uint8Array,
  { username, issuer, address }: Parameters<ResetLinks['issue']>[0],
): Promise<IssuedLink | undefined> {
  const [id, nowMs] = [randomUuid(random), clock.now()];
  if ((await store.countOpen(username, action, nowMs)) >= mostOpenLinks) return undefined;
  const lifespanMs = config.jwt_lifespan;
  const token = await new SignJWT({ action, username })
    .setProtectedHeader({ alg: config.jwt_algorithm, typ: 'JWT' })
    .setJti(id)
    .setIssuer(issuer)
    .setIssuedAt(Math.floor(nowMs / 1000))
    .setExpirationTime(Math.ceil((nowMs + lifespanMs) / 1000))
    .sign(key);
  await store.add({
    id,
    username,
    action,
    issuedAtMs: nowMs,
    issuedAddress: address,
    expiresAtMs: nowMs + lifespanMs,
  });
  return { token, lifespanMs };
}

async function verifyToken(
  { token, issuer }: ShownLink,
  { key, algorithm, clock }: { readonly key: Uint8Array; readonly algorithm: string; readonly clock: Clock },
): Promise<Claims | LinkFailure> {
  try {
    const { payload } = await jwtVerify(token, key, {
      algorithms: [algorithm],
      typ: 'JWT',
      issuer,
      requiredClaims: ['exp'],
      currentDate: new Date(clock.now()),
    });
    const claims = claimsSchema.safeParse(payload);
    if (!claims.success) return 'wrong';
    return claims.data.iat * 1000 > clock.now() ? 'not-yet' : claims.data;
  } catch (error) {
    return failureOf(error);
  }
}

function failureOf(error: unknown): LinkFailure {
  if (error instanceof errors.JWTExpired) return 'expired';
  if (error instanceof errors.JWSSignatureVerificationFailed) return 'badly-signed';
  if (error instanceof errors.JWTClaimValidationFailed && error.claim === 'nbf') return 'not-yet';
  if (error instanceof errors.JOSEError) return 'wrong';
  throw error;
}

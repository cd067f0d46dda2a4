import { z } from 'zod';
import type { Clock } from '../lib/clock.ts';
import type { Random } from '../lib/random.ts';
import { createSeal, deriveKey } from '../lib/seal.ts';
import type { Session } from './session.ts';

/** What one cookie domain tells another of somebody signed in: who, since when, by what proofs. */
export type HandedOver = Pick<
  Session,
  | 'username'
  | 'methods'
  | 'signInId'
  | 'signedInAtMs'
  | 'firstFactorAtMs'
  | 'secondFactorAtMs'
  | 'isRemembered'
>;

/** A hand-over that was opened. */
export interface HandOver {
  /** To be spent once. */
  readonly id: string;
  readonly endsAtMs: number;
  readonly session: HandedOver;
}

/** Which hand-over it is: the cookie domain it leads to, and the random value that the browser there was given. */
export interface HandOverBinding {
  readonly to: string;
  readonly state: string;
}

/**
 * Sealed texts by which a portal hands a sign-in over to the portal of another cookie domain, through the browser. One is good for half a
 * minute, for that domain, and beside the state that its browser holds; that it is used once is `SpendOnce`'s business.
 */
export interface HandOverTokens {
  issue(binding: HandOverBinding, session: Session): string;
  /** Undefined for a token that is not good for this binding now. */
  open(binding: HandOverBinding, token: string): HandOver | undefined;
}

/** What the tokens stand on. */
export interface HandOverTokensOptions {
  /** `storage.encryption_key`. */
  readonly encryptionKey: string;
  readonly clock: Clock;
  readonly random: Random;
}

const purpose = 'gatehouse hand-over v1';
const lifetimeMs = 30_000;
const idBytes = 16;

/** Longer ones are none of ours. */
const longestToken = 4096;

const form = z.object({
  id: z.string(),
  endsAtMs: z.number(),
  session: z.object({
    username: z.string(),
    methods: z.array(z.string()),
    signInId: z.string(),
    signedInAtMs: z.number(),
    firstFactorAtMs: z.number(),
    secondFactorAtMs: z
      .number()
      .nullable()
      .transform((value) => value ?? undefined),
    isRemembered: z.boolean(),
  }),
});

/** Tokens sealed with AES-256-GCM under a key of their own; domain and state are the associated data. */
export function createHandOverTokens({
  encryptionKey,
  clock,
  random,
}: HandOverTokensOptions): HandOverTokens {
  const seal = createSeal(deriveKey(encryptionKey, purpose), random);
  const contextOf = ({ to, state }: HandOverBinding) => `${to}\n${state}`;
  return {
    issue(binding, session) {
      const { username, methods, signInId, signedInAtMs, firstFactorAtMs, secondFactorAtMs = null } = session;
      const { isRemembered } = session;
      const handedOver = {
        username,
        methods,
        signInId,
        signedInAtMs,
        firstFactorAtMs,
        secondFactorAtMs,
        isRemembered,
      };
      const id = random.bytes(idBytes).toString('base64url');
      const plain = JSON.stringify({ id, endsAtMs: clock.now() + lifetimeMs, session: handedOver });
      return seal.seal(Buffer.from(plain), contextOf(binding)).toString('base64url');
    },
    open(binding, token) {
      if (token.length > longestToken) return undefined;
      const plain = seal.open(Buffer.from(token, 'base64url'), contextOf(binding));
      const parsed = plain && form.safeParse(JSON.parse(plain.toString()));
      if (parsed === undefined || !parsed.success || parsed.data.endsAtMs <= clock.now()) return undefined;
      return parsed.data;
    },
  };
}

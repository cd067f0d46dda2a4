import { createHmac } from 'node:crypto';
import { z } from 'zod';
import type { Random } from '../../../lib/random.ts';
import { createSeal, deriveKey } from '../../../lib/seal.ts';
import type { KeptSession } from '../../../storage/kept-sessions.ts';
import type { Session } from '../../session.ts';
import type { SessionKey } from '../../store.ts';
import { createSessionSealer } from '../session-sealer.ts';

/** Whose sessions are to end: all of a person's, or the one of that public id. */
export interface EndOrder {
  readonly username: string;
  readonly id?: string | undefined;
}

/** Turns sessions into what the durable storage may hold, and back. */
export interface SessionCodec {
  userDigest(username: string): string;
  close(key: SessionKey, session: Session, expiresAtMs: number): KeptSession;
  /** Undefined where it was made with another secret, or was changed. */
  open(kept: KeptSession): Session | undefined;
  closeOrder(order: EndOrder): Buffer;
  openOrder(sealed: Uint8Array): EndOrder | undefined;
}

const orderForm = z.object({ username: z.string(), id: z.string().optional() });
const orderContext = 'gatehouse session end';

/** What one secret seals; another one opens none of it. */
export function createSessionCodec(secret: string | Uint8Array, random: Random): SessionCodec {
  const seal = createSeal(deriveKey(secret, 'gatehouse session seal'), random);
  const sealer = createSessionSealer(seal);
  const userKey = deriveKey(secret, 'gatehouse session user index');
  const userDigest = (username: string) => createHmac('sha256', userKey).update(username).digest('base64url');
  return {
    userDigest,
    close(key, session, expiresAtMs) {
      const { username, cookieDomain, lastActivityAtMs } = session;
      const sealed = sealer.seal(key, session);
      return { key, userDigest: userDigest(username), cookieDomain, sealed, lastActivityAtMs, expiresAtMs };
    },
    open: (kept) => sealer.open(kept.key, kept),
    closeOrder: (order) => seal.seal(Buffer.from(JSON.stringify(order)), orderContext),
    openOrder(sealed) {
      const plain = seal.open(sealed, orderContext);
      return plain && orderForm.safeParse(JSON.parse(plain.toString())).data;
    },
  };
}

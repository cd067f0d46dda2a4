import { z } from 'zod';
import type { Seal } from '../../lib/seal.ts';
import type { Device, Session } from '../session.ts';
import type { SessionKey } from '../store.ts';

/** What is sealed of a session: all but its activity, which changes too often. */
const sealedForm = z.object({
  id: z.string(),
  signInId: z.string(),
  cookieDomain: z.string(),
  username: z.string(),
  displayName: z.string(),
  emails: z.array(z.string()),
  groups: z.array(z.string()),
  signedInAtMs: z.number(),
  firstFactorAtMs: z.number(),
  secondFactorAtMs: z
    .number()
    .nullable()
    .transform((value) => value ?? undefined),
  isRemembered: z.boolean(),
  refreshedAtMs: z.number(),
  methods: z.array(z.string()),
  usedAtMs: z.record(z.string(), z.number()).optional(),
  elevation: z.object({ endsAtMs: z.number(), address: z.string() }).optional(),
  device: z
    .object({ browser: z.string().optional(), system: z.string().optional() })
    .transform(({ browser, system }): Device => ({ browser, system }))
    .optional(),
  signInAddress: z.string().optional(),
  lastSeenAddress: z.string().optional(),
});

/** Turns sessions into what may leave the process, and back. */
export interface SessionSealer {
  /** The sealed session. It opens under this key and for its cookie domain only. */
  seal(key: SessionKey, session: Session): Buffer;
  /** The session, or undefined where the record was made for another key, domain or secret, was changed, or is of another form. */
  open(key: SessionKey, record: SealedRecord): Session | undefined;
}

/** The address of a last activity that is newer than the sealed session. */
export interface AddressSealer {
  sealAddress(key: SessionKey, address: string): Buffer;
  openAddress(key: SessionKey, sealed: Uint8Array): string | undefined;
}

/** A record as it comes from the store. */
export interface SealedRecord {
  readonly sealed: Uint8Array;
  readonly cookieDomain: string;
  readonly lastActivityAtMs: number;
}

/** Seals sessions; key and cookie domain are the associated data (departures.md §2). */
export function createSessionSealer(seal: Seal): SessionSealer & AddressSealer {
  const contextOf = (key: SessionKey, cookieDomain: string) => `${key}\n${cookieDomain}`;
  const addressContextOf = (key: SessionKey) => `${key}\n\naddress`;
  return {
    sealAddress: (key, address) => seal.seal(Buffer.from(address), addressContextOf(key)),
    openAddress: (key, sealed) => seal.open(sealed, addressContextOf(key))?.toString(),
    seal(key, session) {
      const { lastActivityAtMs: _, ...kept } = session;
      const plain = JSON.stringify({ ...kept, secondFactorAtMs: session.secondFactorAtMs ?? null });
      return seal.seal(Buffer.from(plain), contextOf(key, session.cookieDomain));
    },
    open(key, { sealed, cookieDomain, lastActivityAtMs }) {
      const plain = seal.open(sealed, contextOf(key, cookieDomain));
      if (plain === undefined) return undefined;
      const parsed = sealedForm.safeParse(JSON.parse(plain.toString()));
      if (!parsed.success) return undefined;
      const { elevation, usedAtMs, device, signInAddress, lastSeenAddress, ...kept } = parsed.data;
      return {
        ...kept,
        ...(elevation === undefined ? {} : { elevation }),
        ...(usedAtMs === undefined ? {} : { usedAtMs }),
        ...(device === undefined ? {} : { device }),
        ...(signInAddress === undefined ? {} : { signInAddress }),
        ...(lastSeenAddress === undefined ? {} : { lastSeenAddress }),
        lastActivityAtMs,
      };
    },
  };
}

import { z } from 'zod';
import type { Clock } from '../../lib/clock.ts';
import type { Random } from '../../lib/random.ts';
import { createSeal, deriveKey } from '../../lib/seal.ts';

/** What an application asked for when it sent somebody to sign out, once all of it is checked. */
export interface SignOutRequest {
  /** Undefined where it did not say who it is. */
  readonly clientId?: string | undefined;
  /** The sign-in that a valid ID token of it names. */
  readonly sid?: string | undefined;
  /** Where the person is sent afterwards: registered word for word, with the state. */
  readonly returnUrl?: string | undefined;
}

/** Requests on their way through the browser, from the provider's endpoint to the portal's page: nobody reads or changes them. */
export interface SignOutRequests {
  seal(issuer: string, request: SignOutRequest): string;
  /** Undefined where it is not one of this issuer, or too old. */
  open(issuer: string, rawRequest: string): SignOutRequest | undefined;
}

/** What they stand on. */
export interface SignOutRequestsOptions {
  /** `storage.encryption_key`. */
  readonly encryptionKey: string;
  readonly clock: Clock;
  readonly random: Random;
}

/** How long a person may think about it. */
const goodForMs = 600_000;

const form = z.object({
  endsAtMs: z.number(),
  clientId: z.string().optional(),
  sid: z.string().optional(),
  returnUrl: z.string().optional(),
});

/** Requests sealed with a key of their own, bound to the issuer. */
export function createSignOutRequests(options: SignOutRequestsOptions): SignOutRequests {
  const { encryptionKey, clock, random } = options;
  const seal = createSeal(deriveKey(encryptionKey, 'gatehouse oidc sign-out request'), random);
  return {
    seal(issuer, request) {
      const plain = JSON.stringify({ ...request, endsAtMs: clock.now() + goodForMs });
      return seal.seal(Buffer.from(plain), issuer).toString('base64url');
    },
    open(issuer, rawRequest) {
      const plain = seal.open(Buffer.from(rawRequest, 'base64url'), issuer);
      const read = plain && form.safeParse(JSON.parse(plain.toString())).data;
      return read !== undefined && read.endsAtMs > clock.now() ? read : undefined;
    },
  };
}

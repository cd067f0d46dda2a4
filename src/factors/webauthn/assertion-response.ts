import { z } from 'zod';
import { bytesField } from './bytes-field.ts';
import { longestCredentialId } from './longest-credential-id.ts';

/** The JSON form of a `PublicKeyCredential` with an assertion (WebAuthn level 3 §5.1.8), as far as we read it. */
export type AssertionResponse = z.output<typeof assertionResponse>;

const attachment = z.enum(['platform', 'cross-platform']);

/** Reads it; all fields are limited before anything is decoded. */
export const assertionResponse = z
  .object({
    id: bytesField(longestCredentialId),
    rawId: bytesField(longestCredentialId),
    type: z.literal('public-key'),
    authenticatorAttachment: attachment.nullish().transform((value) => value ?? undefined),
    response: z.object({
      clientDataJSON: bytesField(4096),
      authenticatorData: bytesField(4096),
      signature: bytesField(8192),
      /** Absent, null and empty are the same: an authenticator that does not tell. */
      userHandle: z
        .string()
        .max(128)
        .nullish()
        .transform((value) => value || undefined),
    }),
  })
  .refine(({ id, rawId }) => id === rawId);

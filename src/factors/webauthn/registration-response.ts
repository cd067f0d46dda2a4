import { z } from 'zod';
import { bytesField } from './bytes-field.ts';
import { longestCredentialId } from './longest-credential-id.ts';

/** The JSON form of a `PublicKeyCredential` with an attestation (WebAuthn level 3 §5.1.8), as far as we read it. */
export type RegistrationResponse = z.output<typeof registrationResponse>;

const transports = ['ble', 'cable', 'hybrid', 'internal', 'nfc', 'smart-card', 'usb'] as const;
type Transport = (typeof transports)[number];

/** Reads it; all fields are limited before anything is decoded. Transports that nobody knows are left out. */
export const registrationResponse = z
  .object({
    id: bytesField(longestCredentialId),
    rawId: bytesField(longestCredentialId),
    type: z.literal('public-key'),
    authenticatorAttachment: z
      .enum(['platform', 'cross-platform'])
      .nullish()
      .transform((value) => value ?? undefined),
    response: z.object({
      clientDataJSON: bytesField(4096),
      attestationObject: bytesField(49_152),
      transports: z
        .array(z.string().max(32))
        .max(16)
        .nullish()
        .transform((names): Transport[] => transports.filter((name) => names?.includes(name))),
    }),
    clientExtensionResults: z
      .object({ credProps: z.object({ rk: z.boolean().nullish() }).nullish() })
      .nullish(),
  })
  .refine(({ id, rawId }) => id === rawId);

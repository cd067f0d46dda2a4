import { Secret } from 'otpauth';
import { parse, stringify } from 'yaml';
import { z } from 'zod';
import { otpSecret } from '../../../factors/totp/totp-codes.ts';
import type { TotpConfiguration } from '../../../storage/totp-configurations.ts';

const base32Form = /^[A-Z2-7]{16,}=*$/;

const entrySchema = z
  .object({
    created_at: z.coerce.date(),
    last_used_at: z.coerce.date().nullish(),
    username: z.string().min(1).max(255),
    issuer: z.string().max(255),
    algorithm: z.enum(['SHA1', 'SHA256', 'SHA512']),
    digits: z.literal([6, 8]),
    period: z.int().min(15),
    secret: z.base64().transform((text) => Buffer.from(text, 'base64').toString('latin1')),
  })
  .refine(({ secret }) => base32Form.test(secret));

const documentSchema = z.object({ totp_configurations: z.array(entrySchema) });

/** Configurations as the YAML document that Authelia exports and imports: the secret is the Base64 of its Base32 text. */
export function writeTotpDocument(configurations: readonly TotpConfiguration[]): string {
  const entries = configurations.map((configuration) => ({
    created_at: new Date(configuration.createdAtMs).toISOString(),
    last_used_at:
      configuration.lastUsedAtMs === undefined ? null : new Date(configuration.lastUsedAtMs).toISOString(),
    username: configuration.username,
    issuer: configuration.issuer,
    algorithm: configuration.algorithm,
    digits: configuration.digits,
    period: configuration.period,
    secret: Buffer.from(otpSecret(configuration.secret).base32).toString('base64'),
  }));
  return stringify({ totp_configurations: entries });
}

/** The configurations of such a document; undefined where it is none, or any entry of it cannot be. */
export function readTotpDocument(text: string): readonly TotpConfiguration[] | undefined {
  const parsed = documentSchema.safeParse(parseYaml(text));
  return parsed.success ? parsed.data.totp_configurations.map(toConfiguration) : undefined;
}

function parseYaml(text: string): unknown {
  try {
    return parse(text);
  } catch {
    return undefined;
  }
}

function toConfiguration(entry: z.output<typeof entrySchema>): TotpConfiguration {
  const { created_at, last_used_at, secret, ...rest } = entry;
  return {
    ...rest,
    createdAtMs: created_at.getTime(),
    lastUsedAtMs: last_used_at?.getTime(),
    secret: Buffer.from(Secret.fromBase32(secret).bytes),
  };
}

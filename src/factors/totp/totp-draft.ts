import { z } from 'zod';
import type { TotpConfig } from '../../config/sections/totp.ts';
import type { Random } from '../../lib/random.ts';

const draftSchema = z.object({
  id: z.string(),
  secret: z.base64url(),
  algorithm: z.enum(['SHA1', 'SHA256', 'SHA512']),
  digits: z.number().int(),
  period: z.number().int(),
});

/**
 * One-time passwords that nobody has proved yet: the browser carries them, sealed, until their first token (behaviour.md §6.5). `id` names
 * the draft, `secret` is base64url.
 */
export type TotpDraft = z.output<typeof draftSchema>;

/** What somebody chose of what may be chosen. */
export type TotpChoice = Pick<TotpDraft, 'algorithm' | 'digits' | 'period'>;

const idBytes = 16;

/** A draft with a new secret; undefined where the choice is none that the configuration allows. */
export function draftTotp(config: TotpConfig, random: Random, choice: TotpChoice): TotpDraft | undefined {
  const { algorithm, digits, period } = choice;
  const { allowed_algorithms, allowed_digits, allowed_periods } = config;
  const isAllowed =
    allowed_algorithms.includes(algorithm) &&
    allowed_digits.some((allowed) => allowed === digits) &&
    allowed_periods.includes(period);
  if (!isAllowed) return undefined;
  return {
    id: random.bytes(idBytes).toString('base64url'),
    secret: random.bytes(config.secret_size).toString('base64url'),
    algorithm,
    digits,
    period,
  };
}

/** The draft that a ticket's data is; undefined where it is anything else. */
export function readTotpDraft(data: unknown): TotpDraft | undefined {
  const parsed = draftSchema.safeParse(data);
  return parsed.success ? parsed.data : undefined;
}

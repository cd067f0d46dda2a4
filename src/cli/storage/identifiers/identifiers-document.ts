import { parse, stringify } from 'yaml';
import { z } from 'zod';

/** The identifier of a user for a sector of OpenID Connect clients; the empty sector is that of all without one of their own. */
export type OpaqueIdentifier = z.output<typeof opaqueIdentifier>;

/** One identifier, as it is kept and exported. */
export const opaqueIdentifier = z.object({
  service: z.literal('openid'),
  sector_id: z.string().max(255).default(''),
  username: z.string().min(1).max(255),
  identifier: z.uuid().toLowerCase(),
});

const documentSchema = z.object({ identifiers: z.array(opaqueIdentifier) });

/** Identifiers as the YAML document that Authelia exports and imports. */
export function writeIdentifiers(identifiers: readonly OpaqueIdentifier[]): string {
  return stringify({ identifiers });
}

/** The identifiers of such a document; undefined where it is none, or any entry of it cannot be. */
export function readIdentifiers(text: string): readonly OpaqueIdentifier[] | undefined {
  try {
    return documentSchema.safeParse(parse(text)).data?.identifiers;
  } catch {
    return undefined;
  }
}

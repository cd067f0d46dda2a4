import type { z } from 'zod';
import type { PortalRequest } from './portal-request.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * The body as JSON in the shape of the schema, whatever Content-Type says (behaviour.md §1.1); undefined where it is anything else.
 * Cross-site forms cannot use this: `foreign-origin.ts` stands before it.
 */
export function readJson<Body>(request: PortalRequest, schema: z.ZodType<Body>): Body | undefined {
  try {
    const parsed = schema.safeParse(JSON.parse(utf8.decode(request.rawBody)));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

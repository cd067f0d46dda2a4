import { composeTarget, type RawTarget, type Target } from '../../access/target.ts';
import { isContradicted } from '../../http/is-contradicted.ts';
import type { AuthzRequest } from '../authz-request.ts';
import type { BadRequestReason } from '../decision.ts';

/**
 * Checks what a dialect has read: no other forwarded header may contradict it, and no fragment may stand in it (RFC 9112 §3.2 has none
 * in a request target; two programs would cut the path at different places).
 */
export function readToldTarget({ forwarded }: AuthzRequest, told: RawTarget): Target | BadRequestReason {
  if (isContradicted(forwarded, told)) return 'contradicting-headers';
  if (told.rawUri.includes('#')) return 'malformed-url';
  return composeTarget(told);
}

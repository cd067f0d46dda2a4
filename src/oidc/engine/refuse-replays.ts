import type { Provider } from 'oidc-provider';
import { replaceMethod } from './replace-method.ts';

/** Thrown by our storage where a proof was used before, or just now by another request or instance. */
export class ReplayedProof extends Error {}

/**
 * Makes the engine's word on replays that of our storage: it looks first and keeps then, so that of proofs that come at the same time, here or at
 * another instance, it would let all through. What the answer is called (an assertion, a DPoP proof) stays the engine's business.
 */
export function refuseReplays({ ReplayDetection }: Provider): void {
  replaceMethod(ReplayDetection, 'unique', (look) => async (self, ...proof) => {
    try {
      return await look(self, ...proof);
    } catch (error) {
      if (error instanceof ReplayedProof) return false;
      throw error;
    }
  });
}

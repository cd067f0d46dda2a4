import type { WebAuthn } from '../../../factors/webauthn/webauthn.ts';
import type { PortalServices } from '../../portal-services.ts';

/** The portal's services where security keys are not disabled. */
export type WebAuthnServices = PortalServices & { readonly webauthn: WebAuthn };

/** What every refused proof of a key is answered with: nobody is told why (behaviour.md §1.4, §1.6). */
export const proofRefused = 'Authentication failed, please retry later.';

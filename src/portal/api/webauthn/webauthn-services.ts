import type { WebAuthn } from '../../../factors/webauthn/webauthn.ts';
import type { PortalServices } from '../../portal-services.ts';

/** The portal's services where security keys are not disabled. */
export type WebAuthnServices = PortalServices & { readonly webauthn: WebAuthn };

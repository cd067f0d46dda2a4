import type { Configuration } from 'oidc-provider';
import {
  asymmetricSigning,
  contentEncryption,
  requestEncryption,
  symmetricSigning,
} from '../../config/sections/identity-providers/algorithms.ts';

/** The algorithms that the engine may sign, verify and open with: those that the configuration knows and that are not broken. */
export function enabledAlgorithms(): Configuration['enabledJWA'] {
  const all = [...asymmetricSigning, ...symmetricSigning];
  return {
    clientAuthSigningAlgValues: all,
    idTokenSigningAlgValues: all,
    userinfoSigningAlgValues: all,
    authorizationSigningAlgValues: all,
    requestObjectSigningAlgValues: all,
    requestObjectEncryptionAlgValues: [...requestEncryption],
    requestObjectEncryptionEncValues: [...contentEncryption],
    dPoPSigningAlgValues: [...asymmetricSigning, 'EdDSA', 'Ed25519'],
  };
}

import type { ClientTls, TlsVersion } from '../notations.ts';
import { boolean } from './boolean.ts';
import { optionalGroup } from './group.ts';
import { defaulted, optional } from './key.ts';
import { misread, type Notation, quote, scalarText } from './notation.ts';
import { belongsToKey, certificateChainPem, privateKeyPem } from './pem.ts';
import { text } from './text.ts';

const versions: readonly TlsVersion[] = ['TLS1.0', 'TLS1.1', 'TLS1.2', 'TLS1.3'];

const tlsVersion: Notation<TlsVersion> = {
  jsonSchema: { enum: versions },
  read(raw) {
    const plain = scalarText(raw).toUpperCase();
    const found = versions.find((version) => version === plain || version === `TLS${plain}`);
    return found ?? misread(`${quote(raw)} is not a TLS version.`, `Write one of: ${versions.join(', ')}.`);
  },
};

/** The `tls` object of a client (behaviour.md §4.2); undefined where it is not written. */
export function clientTls(peer: string) {
  return optionalGroup(
    {
      server_name: optional(
        text,
        `The name that the certificate of the ${peer} must have; its host if left out.`,
      ),
      skip_verify: defaulted(boolean, false, `Accepts any certificate of the ${peer}. For tests only.`),
      minimum_version: defaulted(tlsVersion, 'TLS1.2', 'The oldest TLS version allowed.'),
      maximum_version: defaulted(tlsVersion, 'TLS1.3', 'The newest TLS version allowed.'),
      private_key: optional(privateKeyPem, 'Our own key (PEM), for mutual TLS.'),
      certificate_chain: optional(certificateChainPem, 'Our own certificate chain (PEM), for mutual TLS.'),
    },
    `TLS towards the ${peer}.`,
  ).superRefine((tls, context) => {
    if (tls === undefined) return;
    for (const { path, message, hint } of problemsOf(tls)) {
      context.addIssue({ code: 'custom', path: [path], message, params: { hint } });
    }
  });
}

function* problemsOf(tls: ClientTls): Generator<{ path: string; message: string; hint: string }> {
  if (versions.indexOf(tls.minimum_version) > versions.indexOf(tls.maximum_version)) {
    const message = `The minimum version ${tls.minimum_version} is newer than the maximum version ${tls.maximum_version}.`;
    yield { path: 'minimum_version', message, hint: `Write ${tls.maximum_version} or an older one.` };
  }
  if ((tls.private_key === undefined) !== (tls.certificate_chain === undefined)) {
    const [given, missing] =
      tls.private_key === undefined
        ? ['certificate_chain', 'private_key']
        : ['private_key', 'certificate_chain'];
    yield {
      path: given,
      message: `This needs ${missing} as well.`,
      hint: `Write ${missing} too, or remove ${given}.`,
    };
  } else if (tls.private_key !== undefined && tls.certificate_chain !== undefined) {
    if (belongsToKey(tls.certificate_chain, tls.private_key)) return;
    const hint = 'Put the certificate that was issued for private_key first.';
    yield {
      path: 'certificate_chain',
      message: 'The first certificate does not belong to private_key.',
      hint,
    };
  }
}

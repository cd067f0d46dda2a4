import { verify, X509Certificate } from 'node:crypto';
import { z } from 'zod';
import { leadsToAnchor } from './certificate-chain.ts';

/** The metadata of all models, as the FIDO alliance publishes it (MDS3 §3.1). */
export interface MetadataBlob {
  /** Its number; a later one is higher. */
  readonly number: number;
  /** When the next one is to be there, at the latest: the beginning of that day, UTC. */
  readonly nextUpdateAtMs: number;
  /** By AAGUID in lower case. */
  readonly models: ReadonlyMap<string, MetadataModel>;
}

/** What is known of one model. */
export interface MetadataModel {
  readonly description: string;
  /** `basic_full`, `basic_surrogate`, … */
  readonly attestationTypes: readonly string[];
  /** DER. */
  readonly anchors: readonly Uint8Array[];
  /** All states it ever was in: `FIDO_CERTIFIED_L1`, `REVOKED`, … */
  readonly statuses: readonly string[];
}

/** Whose signature counts, and when it is looked at. */
export interface MetadataTrust {
  /** DER of the certificate authorities that the signer's chain may lead to. */
  readonly anchors: readonly Uint8Array[];
  readonly nowMs: number;
}

const header = z.object({ alg: z.enum(['RS256', 'ES256']), x5c: z.array(z.string()).min(1).max(8) });

const payload = z.object({
  no: z.int(),
  nextUpdate: z.iso.date(),
  entries: z.array(
    z.object({
      aaguid: z.string().optional(),
      metadataStatement: z
        .object({
          description: z.string().default(''),
          attestationTypes: z.array(z.string()).default([]),
          attestationRootCertificates: z.array(z.string()).default([]),
        })
        .optional(),
      statusReports: z.array(z.object({ status: z.string() })).default([]),
    }),
  ),
});

/** The names that the signer's certificate may be for. */
const signers = /(?:^|[\s,.:=])fidoalliance\.org(?:$|[\s,])/i;

/**
 * Reads a blob, a JWT signed by the FIDO alliance (MDS3 §3.2). Throws `TypeError` where it is malformed, signed by somebody else, or changed.
 * `verifyMDSBlob` of @simplewebauthn would ask addresses in the certificates for revocations, without any limit, and takes whoever has a
 * certificate of the same authority for the alliance.
 */
export function readMetadataBlob(text: string, trust: MetadataTrust): MetadataBlob {
  const [rawHeader = '', rawPayload = '', rawSignature = '', ...more] = text.trim().split('.');
  if (more.length > 0) throw new TypeError('it is no JWT');
  const { alg, x5c } = header.parse(parseJson(rawHeader));
  const chain = x5c.map((one) => Buffer.from(one, 'base64'));
  if (!leadsToAnchor({ chain, ...trust }))
    throw new TypeError('its certificates lead to no trusted authority');
  const signer = new X509Certificate(chain[0] ?? Buffer.of());
  if (!signers.test(`${signer.subject}\n${signer.subjectAltName ?? ''}`)) {
    throw new TypeError('it is signed by somebody else than the FIDO alliance');
  }
  const key = { key: signer.publicKey, ...(alg === 'ES256' ? { dsaEncoding: 'ieee-p1363' as const } : {}) };
  const isRight = verify(
    'sha256',
    Buffer.from(`${rawHeader}.${rawPayload}`),
    key,
    Buffer.from(rawSignature, 'base64url'),
  );
  if (!isRight) throw new TypeError('its signature is wrong');
  return toBlob(payload.parse(parseJson(rawPayload)));
}

function parseJson(part: string): unknown {
  return JSON.parse(Buffer.from(part, 'base64url').toString());
}

function toBlob({ no, nextUpdate, entries }: z.output<typeof payload>): MetadataBlob {
  const models = new Map<string, MetadataModel>();
  for (const { aaguid, metadataStatement, statusReports } of entries) {
    // The others are models of U2F and UAF, which have other names.
    if (aaguid === undefined || metadataStatement === undefined) continue;
    models.set(aaguid.toLowerCase(), {
      description: metadataStatement.description,
      attestationTypes: metadataStatement.attestationTypes,
      anchors: metadataStatement.attestationRootCertificates.map((one) => Buffer.from(one, 'base64')),
      statuses: statusReports.map(({ status }) => status),
    });
  }
  return { number: no, nextUpdateAtMs: Date.parse(`${nextUpdate}T00:00:00Z`), models };
}

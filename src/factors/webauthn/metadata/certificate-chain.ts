import { X509Certificate } from 'node:crypto';

/** A chain to be followed. */
export interface ChainQuestion {
  /** DER, the leaf first, each one's issuer after it. */
  readonly chain: readonly Uint8Array[];
  /** DER. A leaf that is one of them itself is trusted. */
  readonly anchors: readonly Uint8Array[];
  readonly nowMs: number;
}

/** No chain that anybody means well with is longer. */
const longestChain = 8;

/** Whether a chain of certificates leads to one that is trusted, each valid now and issued by the next (RFC 5280 §6.1). Nothing is fetched. */
export function leadsToAnchor({ chain, anchors, nowMs }: ChainQuestion): boolean {
  try {
    const certificates = chain.slice(0, longestChain).map((one) => new X509Certificate(one));
    const trusted = anchors.map((one) => new X509Certificate(one));
    return isTrusted(certificates, trusted, nowMs);
  } catch {
    return false;
  }
}

function isTrusted(
  chain: readonly X509Certificate[],
  anchors: readonly X509Certificate[],
  nowMs: number,
): boolean {
  const [current, ...issuers] = chain;
  if (current === undefined || !isValidAt(current, nowMs)) return false;
  if (anchors.some((anchor) => anchor.raw.equals(current.raw))) return true;
  if (anchors.some((anchor) => isValidAt(anchor, nowMs) && isIssuedBy(current, anchor))) return true;
  const [issuer] = issuers;
  return issuer !== undefined && isIssuedBy(current, issuer) && isTrusted(issuers, anchors, nowMs);
}

function isIssuedBy(certificate: X509Certificate, issuer: X509Certificate): boolean {
  return issuer.ca && certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);
}

function isValidAt({ validFromDate, validToDate }: X509Certificate, nowMs: number): boolean {
  return validFromDate.getTime() <= nowMs && nowMs <= validToDate.getTime();
}

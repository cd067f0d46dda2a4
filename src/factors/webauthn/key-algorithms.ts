/** The algorithms that new credentials may have, the best first, by their numbers in COSE (RFC 9053): EdDSA, ES256, RS256. */
export const keyAlgorithms = [-8, -7, -257];

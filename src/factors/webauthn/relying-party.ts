/** The portal at one host, as authenticators know it (WebAuthn §5.4.2). */
export interface RelyingParty {
  /** The host without its port: what credentials are bound to. */
  readonly id: string;
  /** Scheme, host and port exactly as browsers write an origin: `https://auth.example.com`. */
  readonly origin: string;
}

/** What somebody can prove further. */
export interface Enrolled {
  readonly totp: boolean;
  readonly webauthn: boolean;
  readonly duo: boolean;
  readonly recoveryCodesLeft: number;
}

/** Tells which second factors people have. Methods throw `AppError` where the storage is away. */
export interface EnrolledFactors {
  /** `relyingPartyId` is the one whose security keys count; undefined = those of all. */
  of(username: string, relyingPartyId: string | undefined): Promise<Enrolled>;
  /** Whether there is any; recovery codes are none, for they only replace one that was lost. */
  hasAny(username: string): Promise<boolean>;
}

/** How each kind is looked up; a kind that is switched off answers no. */
export interface EnrolledFactorsOptions {
  readonly hasTotp: (username: string) => Promise<boolean>;
  readonly hasWebAuthn: (username: string, relyingPartyId: string | undefined) => Promise<boolean>;
  readonly hasDuo: (username: string) => Promise<boolean>;
  readonly recoveryCodesLeft: (username: string) => Promise<number>;
}

/** Asks each kind for itself. */
export function createEnrolledFactors(options: EnrolledFactorsOptions): EnrolledFactors {
  const { hasTotp, hasWebAuthn, hasDuo, recoveryCodesLeft } = options;
  return {
    async of(username, relyingPartyId) {
      const [totp, webauthn, duo, left] = await Promise.all([
        hasTotp(username),
        hasWebAuthn(username, relyingPartyId),
        hasDuo(username),
        recoveryCodesLeft(username),
      ]);
      return { totp, webauthn, duo, recoveryCodesLeft: left };
    },
    async hasAny(username) {
      const found = await Promise.all([
        hasTotp(username),
        hasWebAuthn(username, undefined),
        hasDuo(username),
      ]);
      return found.some(Boolean);
    },
  };
}

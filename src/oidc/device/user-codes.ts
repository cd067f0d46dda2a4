import type { Clock } from '../../lib/clock.ts';
import type { OidcArtifacts } from '../../storage/oidc-artifacts.ts';

/** The short codes that devices show and people type (RFC 8628 §6.1), of one issuer. */
export interface UserCodes {
  /** Keeps for which device code one stands. False where another device shows that very code. */
  keep(userCode: string, deviceCode: string, expiresAtMs: number): Promise<boolean>;
  /** The device code that one stands for, also where that is over. */
  find(userCode: string): Promise<string | undefined>;
  /** Takes a code for a sign-in: true for the first to ask, however many ask at once, and for that one ever after. */
  claim(userCode: string, signIn: string): Promise<boolean>;
}

/** How long it is, without what separates its halves. */
const codeLength = 8;

/** User codes among the artifacts: kept as keyed digests, what they stand for sealed. */
export function createUserCodes({
  issuer,
  artifacts,
  clock,
}: {
  readonly issuer: string;
  readonly artifacts: OidcArtifacts;
  readonly clock: Clock;
}): UserCodes {
  const nameOf = (userCode: string) => ({ kind: `${issuer} UserCode`, value: userCode });
  const unbound = { grantId: undefined, signIn: undefined };

  async function find(userCode: string): Promise<string | undefined> {
    const deviceCode = (await artifacts.find(nameOf(userCode)))?.payload.deviceCode;
    return typeof deviceCode === 'string' ? deviceCode : undefined;
  }

  return {
    find,
    async keep(userCode, deviceCode, expiresAtMs) {
      const known = await find(userCode);
      if (known !== undefined) return known === deviceCode;
      await artifacts.save({
        ...nameOf(userCode),
        ...unbound,
        payload: { deviceCode, expiresAtMs },
        expiresAtMs,
      });
      return true;
    },
    async claim(userCode, signIn) {
      const found = await artifacts.find(nameOf(userCode));
      if (found === undefined) return false;
      const { payload, consumedAtMs } = found;
      if (consumedAtMs !== undefined) return payload.claimedBy === signIn;
      if (!(await artifacts.consume(nameOf(userCode), clock.now()))) return false;
      const expiresAtMs = typeof payload.expiresAtMs === 'number' ? payload.expiresAtMs : clock.now();
      await artifacts.save({
        ...nameOf(userCode),
        ...unbound,
        payload: { ...payload, claimedBy: signIn },
        expiresAtMs,
      });
      return true;
    },
  };
}

/** The code that somebody typed, in capitals and without what separates its parts; undefined where it can be none. */
export function readUserCode(rawUserCode: string): string | undefined {
  const code = rawUserCode
    .slice(0, 64)
    .replaceAll(/[^A-Za-z0-9]/g, '')
    .toUpperCase();
  return code.length === codeLength ? code : undefined;
}

/** A code as devices show it. */
export function shownUserCode(userCode: string): string {
  return `${userCode.slice(0, codeLength / 2)}-${userCode.slice(codeLength / 2)}`;
}

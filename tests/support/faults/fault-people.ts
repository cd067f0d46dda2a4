import { totpCode } from '../../../src/factors/totp/totp-codes.ts';

/** Somebody who uses Gatehouse while it is being broken. */
export interface FaultPerson {
  readonly username: string;
  readonly password: string;
  readonly isAdministrator: boolean;
}

/** How many come besides the one administrator. */
const visitors = 5;

/** Everybody: each visitor has an account of their own, so that none waits for another's sign-in. */
export const faultPeople: readonly FaultPerson[] = [
  ...Array.from({ length: visitors }, (_, index) => personOf(`visitor${index}`, false)),
  personOf('keeper', true),
];

/** The users file with all of them. */
export function faultUsersFile(): string {
  const entries = faultPeople.map(({ username, password, isAdministrator }) => [
    username,
    {
      displayname: username,
      password: `$plaintext$${password}`,
      email: `${username}@example.com`,
      groups: isAdministrator ? ['admins'] : [],
    },
  ]);
  return JSON.stringify({ users: Object.fromEntries(entries) });
}

/** The secret of everybody's one-time passwords, in Base32. */
export const faultTotpSecret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

/** Everybody's one-time password of that time. */
export function faultTotpCode(nowMs: number): string {
  const key = {
    secret: Buffer.from('12345678901234567890'),
    algorithm: 'SHA1',
    digits: 6,
    period: 30,
  } as const;
  return totpCode(key, Math.floor(nowMs / 30_000));
}

function personOf(username: string, isAdministrator: boolean): FaultPerson {
  return { username, password: `the password of ${username}`, isAdministrator };
}

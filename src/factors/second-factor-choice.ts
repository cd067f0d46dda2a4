import type { SecondFactorMethod } from '../config/sections/default-2fa-method.ts';
import type { UserPreferences } from '../storage/user-preferences.ts';
import type { Enrolled } from './enrolled-factors.ts';

/** Which second factor people are asked for first (behaviour.md §1.5). Methods throw `AppError` where the storage is away. */
export interface SecondFactorChoice {
  /** Those that are switched on, in the order of behaviour.md §1.3. */
  readonly available: readonly SecondFactorMethod[];
  /** What the user chose; undefined where nothing was chosen yet. */
  read(username: string): Promise<SecondFactorMethod | undefined>;
  /** What is to be offered first, else second, and so on: the user's choice, what they used last, the default. */
  preferred(username: string): Promise<readonly SecondFactorMethod[]>;
  /** Remembers what the user has just proved something with. */
  noteUse(username: string, method: SecondFactorMethod): Promise<void>;
  /** The same, chosen for the user, and kept, where there is no choice that is still available. */
  settle(username: string, enrolled: Enrolled): Promise<SecondFactorMethod | undefined>;
  /** Keeps what the user chose; false, and nothing kept, where it is not available. */
  choose(username: string, method: string): Promise<boolean>;
}

/** What it stands on. */
export interface SecondFactorChoiceOptions {
  readonly available: readonly SecondFactorMethod[];
  /** `default_2fa_method`. */
  readonly fallback: SecondFactorMethod | undefined;
  readonly preferences: UserPreferences;
}

const allMethods: readonly SecondFactorMethod[] = ['totp', 'webauthn', 'mobile_push'];

/** The choice over the preferences of the storage. */
export function createSecondFactorChoice(options: SecondFactorChoiceOptions): SecondFactorChoice {
  const { available, preferences } = options;
  const read = async (username: string) => toMethod((await preferences.read(username)).chosen);
  return {
    available,
    read,
    async preferred(username) {
      const { chosen, lastUsed } = await preferences.read(username);
      return [toMethod(chosen), toMethod(lastUsed), options.fallback].filter(
        (method) => method !== undefined,
      );
    },
    async noteUse(username, method) {
      const { lastUsed } = await preferences.read(username);
      if (lastUsed !== method) await preferences.noteSecondFactorMethod(username, method);
    },
    async settle(username, enrolled) {
      const chosen = await read(username);
      const settled = settleMethod(options, chosen, enrolled);
      if (settled !== undefined && settled !== chosen) {
        await preferences.chooseSecondFactorMethod(username, settled);
      }
      return settled;
    },
    async choose(username, method) {
      const known = available.find((one) => one === method);
      if (known === undefined) return false;
      await preferences.chooseSecondFactorMethod(username, known);
      return true;
    },
  };
}

/** Undefined for what nobody knows. */
function toMethod(written: string | undefined): SecondFactorMethod | undefined {
  return allMethods.find((method) => method === written);
}

/** A choice that can be used stays; else the default for those who never chose, then what is enrolled, then whatever there is. */
function settleMethod(
  { available, fallback }: Pick<SecondFactorChoiceOptions, 'available' | 'fallback'>,
  chosen: SecondFactorMethod | undefined,
  enrolled: Enrolled,
): SecondFactorMethod | undefined {
  if (available.length === 0) return chosen;
  if (chosen !== undefined && available.includes(chosen)) return chosen;
  const usable = fallback !== undefined && available.includes(fallback) ? fallback : undefined;
  if (chosen === undefined && usable !== undefined) return usable;
  const has = { totp: enrolled.totp, webauthn: enrolled.webauthn, mobile_push: enrolled.duo };
  return available.find((method) => has[method]) ?? usable ?? available[0];
}

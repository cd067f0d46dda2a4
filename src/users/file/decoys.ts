import type { Random } from '../../lib/random.ts';
import type { PasswordDigest } from '../passwords/password-digest.ts';

/** Failed checks go through this many settings at the most, the most common ones. */
const maximumSettings = 3;

/**
 * Digests that nobody's password matches, one for each of the most common settings of a file. Whoever fails to sign in is made to
 * cost all of these, so that the time tells neither whether a user exists nor how their password is stored.
 */
export function createDecoys(digests: Iterable<PasswordDigest>, random: Random): readonly PasswordDigest[] {
  const bySetting = Map.groupBy(digests, ({ setting }) => setting);
  return [...bySetting.values()]
    .sort((one, other) => other.length - one.length)
    .slice(0, maximumSettings)
    .flatMap(([digest]) => (digest === undefined ? [] : [digest.decoy(random)]));
}

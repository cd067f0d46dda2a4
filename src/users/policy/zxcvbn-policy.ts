import type { PasswordPolicyConfig } from '../../config/sections/password-policy.ts';
import type { PasswordPolicy } from './password-policy.ts';

/** The longest part of a password that is estimated, in UTF-16 units: what is longer than that is hard to guess, or no harder. */
const longest = 64;

/** How many readings of letters written as digits and signs are looked at; the estimate holds up everybody meanwhile. */
const mostSubstitutions = 10;

/** Passwords that are hard to guess, by the scores of zxcvbn, 0 to 4. Its word lists are loaded when the first password is looked at. */
export function createZxcvbnPolicy({
  min_score,
}: Pick<PasswordPolicyConfig['zxcvbn'], 'min_score'>): PasswordPolicy {
  let estimator: ReturnType<typeof loadEstimator> | undefined;
  return {
    async accepts(password) {
      estimator ??= loadEstimator();
      return (await estimator).check(password).score >= min_score;
    },
  };
}

async function loadEstimator() {
  const [{ ZxcvbnFactory }, common, english] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
    import('@zxcvbn-ts/language-en'),
  ]);
  return new ZxcvbnFactory({
    dictionary: { ...common.dictionary, ...english.dictionary },
    graphs: common.adjacencyGraphs,
    maxLength: longest,
    l33tMaxSubstitutions: mostSubstitutions,
  });
}

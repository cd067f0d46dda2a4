/** How hard a password is to guess, by zxcvbn: 0 = at once, 4 = hardly ever. */
export type PasswordScore = 0 | 1 | 2 | 3 | 4;

/** The longest part of a password that is estimated, in UTF-16 units: what is longer than that is hard to guess, or no harder. */
const longest = 64;

/** How many readings of letters written as digits and signs are looked at; the estimate holds up everybody meanwhile. */
const mostSubstitutions = 10;

/** Loads the word lists and gives the estimate that server and pages share. Rejects where they cannot be loaded. */
export async function loadPasswordStrength(): Promise<(password: string) => PasswordScore> {
  const [{ ZxcvbnFactory }, common, english] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
    import('@zxcvbn-ts/language-en'),
  ]);
  const factory = new ZxcvbnFactory({
    dictionary: { ...common.dictionary, ...english.dictionary },
    graphs: common.adjacencyGraphs,
    maxLength: longest,
    l33tMaxSubstitutions: mostSubstitutions,
  });
  return (password) => factory.check(password).score;
}

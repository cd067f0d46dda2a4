/**
 * Replaces every place where each text stands. A text that stands nowhere is an error: then a documented configuration
 * and the starter that adapts it have gone apart.
 */
export function adaptText(
  text: string,
  replacements: readonly (readonly [from: string, to: string])[],
): string {
  return replacements.reduce((adapted, [from, to]) => {
    if (!adapted.includes(from)) throw new Error(`"${from}" stands nowhere in the configuration`);
    return adapted.replaceAll(from, to);
  }, text);
}

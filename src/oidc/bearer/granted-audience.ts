/** What a token is for, as it was granted: `aud`, one or several. */
export function grantedAudience({
  aud,
}: {
  readonly aud?: string | readonly string[] | undefined;
}): readonly string[] {
  if (aud === undefined) return [];
  return typeof aud === 'string' ? [aud] : aud;
}

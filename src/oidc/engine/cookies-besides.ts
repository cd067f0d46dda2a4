/** The pairs of a Cookie header as they came, without those of that name. */
export function cookiesBesides(header: string | undefined, name: string): readonly string[] {
  return (header ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair !== '' && pair.split('=')[0]?.trim() !== name);
}

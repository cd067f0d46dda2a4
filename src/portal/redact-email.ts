/**
 * An address as its owner recognises it and others cannot use it: of the local part only the first and the last character stay, none
 * of a part of two or fewer (behaviour.md §1.5).
 */
export function redactEmail(address: string): string {
  const at = address.lastIndexOf('@');
  if (at === -1) return redactPart(address);
  return `${redactPart(address.slice(0, at))}${address.slice(at)}`;
}

function redactPart(part: string): string {
  const characters = Array.from(part);
  const last = characters.length - 1;
  const keepsEnds = characters.length > 2;
  return characters
    .map((character, index) => (keepsEnds && (index === 0 || index === last) ? character : '*'))
    .join('');
}

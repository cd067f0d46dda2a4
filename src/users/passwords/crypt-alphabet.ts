/** The 64 characters of crypt(3), in the order of their values. */
export const cryptAlphabet = './0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** Writes a number of up to 24 bits in that many characters of six bits each, the lowest bits first. */
export function encodeCryptGroup(value: number, characters: number): string {
  return Array.from({ length: characters }, (_, place) =>
    cryptAlphabet.charAt((value >>> (6 * place)) & 63),
  ).join('');
}

/** Writes bytes in crypt(3)'s Base64: three bytes, the first the lowest, in four characters; the last ones in as few as hold them. */
export function encodeCryptBytes(bytes: Uint8Array): string {
  let text = '';
  for (let index = 0; index < bytes.length; index += 3) {
    const group = bytes.subarray(index, index + 3);
    const value = group.reduceRight((sum, byte) => sum * 256 + byte, 0);
    text += encodeCryptGroup(value, group.length + 1);
  }
  return text;
}

/** Reads what `encodeCryptBytes` writes; undefined where it is anything else. */
export function decodeCryptBytes(text: string): Uint8Array | undefined {
  const bytes: number[] = [];
  for (let index = 0; index < text.length; index += 4) {
    const values = Array.from(text.slice(index, index + 4), (character) => cryptAlphabet.indexOf(character));
    const value = values.reduceRight((sum, digit) => sum * 64 + digit, 0);
    const count = values.length - 1;
    if (count === 0 || values.includes(-1) || value >= 256 ** count) return undefined;
    for (let place = 0; place < count; place++) bytes.push((value >>> (8 * place)) & 255);
  }
  return Uint8Array.from(bytes);
}

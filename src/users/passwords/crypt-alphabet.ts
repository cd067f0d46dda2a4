/** The 64 characters of crypt(3), in the order of their values. */
export const cryptAlphabet = './0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** Writes a number of up to 24 bits in that many characters of six bits each, the lowest bits first. */
export function encodeCryptGroup(value: number, characters: number): string {
  return Array.from({ length: characters }, (_, place) =>
    cryptAlphabet.charAt((value >>> (6 * place)) & 63),
  ).join('');
}

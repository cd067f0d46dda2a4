/** The digits of what was typed or pasted, in whatever script and with whatever between them, as ASCII. */
export function digitsOf(text: string): string {
  return Array.from(text.normalize('NFKC'), (character) => {
    const zero = zeros.find((code) => {
      const distance = (character.codePointAt(0) ?? 0) - code;
      return distance >= 0 && distance <= 9;
    });
    return zero === undefined ? '' : String((character.codePointAt(0) ?? 0) - zero);
  }).join('');
}

/** The zero of ASCII, and of the two scripts with digits of their own that keyboards for Arabic and Persian have. */
const zeros = [0x30, 0x660, 0x6f0] as const;

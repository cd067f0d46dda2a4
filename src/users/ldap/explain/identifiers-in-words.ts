/** Extended operations, controls and capabilities that servers list in their root DSE, by object identifier. */
const knownIdentifiers: Readonly<Record<string, string>> = {
  '1.3.6.1.4.1.1466.20037': 'StartTLS',
  '1.3.6.1.4.1.4203.1.11.1': 'password modify',
  '1.3.6.1.4.1.4203.1.11.3': 'who am I',
  '1.3.6.1.1.8': 'cancel',
  '1.2.840.113556.1.4.319': 'paged results',
  '1.2.840.113556.1.4.473': 'server-side sorting',
  '1.2.840.113556.1.4.529': 'extended DN',
  '1.2.840.113556.1.4.2239': 'password policy hints',
  '1.2.840.113556.1.4.2066': 'password policy hints (old)',
  '1.3.6.1.4.1.42.2.27.8.5.1': 'password policy',
  '1.3.6.1.4.1.4203.1.10.1': 'subentries',
  '1.3.6.1.1.12': 'assertion',
  '1.3.6.1.1.13.1': 'pre-read',
  '1.3.6.1.1.13.2': 'post-read',
  '2.16.840.1.113730.3.4.2': 'manage DSA IT',
  '2.16.840.1.113730.3.4.9': 'virtual list view',
  '2.16.840.1.113730.3.4.18': 'proxied authorization',
};

/** Identifiers in words, the known ones first; how many more there are is said at the end. */
export function identifiersInWords(identifiers: ReadonlySet<string>): readonly string[] {
  const known = [...identifiers].filter((one) => Object.hasOwn(knownIdentifiers, one));
  const others = identifiers.size - known.length;
  return [
    ...known.map((one) => `${knownIdentifiers[one]} (${one})`),
    ...(others === 0 ? [] : [`and ${others} more`]),
  ];
}

import type { CommandEntry } from '../commands.ts';

const kinds = ['rsa', 'ecdsa', 'ed25519'] as const;

/** The commands that make keys, random texts and certificates (behaviour.md §7.4). */
export const cryptoCommands: readonly CommandEntry[] = [
  {
    words: 'crypto rand',
    summary: 'Make a random text: a secret, a key',
    hasOwnHelp: true,
    load: async () => (await import('./crypto-rand.ts')).cryptoRand,
  },
  ...kinds.flatMap((kind): CommandEntry[] => [
    {
      words: `crypto pair ${kind} generate`,
      summary: `Make a key pair (${kind})`,
      hasOwnHelp: true,
      load: async () => (await import('./crypto-pair.ts')).cryptoPair(kind),
    },
    {
      words: `crypto certificate ${kind} generate`,
      summary: `Make a private key and a certificate (${kind})`,
      hasOwnHelp: true,
      load: async () => (await import('./certificate-generate.ts')).certificateGenerate(kind),
    },
    {
      words: `crypto certificate ${kind} request`,
      summary: `Make a private key and a request for its certificate (${kind})`,
      hasOwnHelp: true,
      load: async () => (await import('./certificate-request.ts')).certificateRequest(kind),
    },
  ]),
];

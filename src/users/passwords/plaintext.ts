import { isSameSecret } from '../../lib/constant-time.ts';
import type { DigestScheme, PasswordDigest } from './password-digest.ts';
import { UndecodableDigest } from './undecodable-digest.ts';

/** Passwords that stand in the file as they are, `$plaintext$…` and `$base64$…`: for trying things out (behaviour.md §4.2). */
export const plaintext: DigestScheme = {
  identifiers: ['plaintext', 'base64'],
  decode(text) {
    const secondDollar = text.indexOf('$', 1);
    const value = text.slice(secondDollar + 1);
    const isBase64 = text.startsWith('$base64$');
    if (isBase64 && !/^[A-Za-z0-9+/]*={0,2}$/.test(value)) {
      throw new UndecodableDigest('what follows $base64$ is not Base64');
    }
    const password = Buffer.from(value, isBase64 ? 'base64' : 'utf8');
    if (password.length === 0) throw new UndecodableDigest('it holds an empty password');
    return digestOf(password);
  },
};

function digestOf(stored: Uint8Array): PasswordDigest {
  return {
    setting: 'plaintext',
    memoryKiB: 1,
    isClearText: true,
    matches: async (password) => isSameSecret(password, stored),
    decoy: (random) => digestOf(random.bytes(32)),
  };
}

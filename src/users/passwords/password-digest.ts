import type { Random } from '../../lib/random.ts';
import type { BlockingHashes } from './blocking-hashes.ts';

/** A password digest that was read and checked, ready to be compared with passwords. */
export interface PasswordDigest {
  /** What a check costs: digests of the same setting take the same time. Holds scheme and cost parameters, never a salt or key. */
  readonly setting: string;
  /** Memory that one check takes, in KiB. */
  readonly memoryKiB: number;
  /** Whether the password stands in the digest for everyone to read. */
  readonly isClearText: boolean;
  /** Whether this is the digest of the password; takes as long as the setting says, whatever the answer. */
  matches(password: Uint8Array, blocking: BlockingHashes): Promise<boolean>;
  /** A digest of the same setting that no password is known to match. */
  decoy(random: Random): PasswordDigest;
}

/** One way to write password digests: the letters between its first two dollar signs, and how to read the rest. */
export interface DigestScheme {
  readonly identifiers: readonly string[];
  /** Reads a whole digest; throws `UndecodableDigest` where it is malformed or too costly to check. */
  decode(text: string): PasswordDigest;
}

/** A scheme that new passwords can be stored in. */
export interface CreatingScheme<Options> extends DigestScheme {
  /** The longest password that it can tell apart, in bytes; undefined = no limit of its own. */
  maximumBytes(options: Options): number | undefined;
  /** The digest of a password with a fresh salt. */
  create(password: Uint8Array, options: Options, tools: CreationTools): Promise<string>;
}

/** What the making of a digest needs. */
export interface CreationTools {
  readonly random: Random;
  readonly blocking: BlockingHashes;
}

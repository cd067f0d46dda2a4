import { isSecretPath } from './key-path.ts';
import type { RawNode, Step } from './raw-tree.ts';

/**
 * A message about a value, without the value where nobody may see it: a secret, or what a filter wrote, which may come from one. Sections are to quote
 * no secret themselves; this is for the one that does.
 */
export function hideValue(message: string, path: readonly Step[], node: RawNode | undefined): string {
  if (node?.kind !== 'scalar' || node.text === '') return message;
  return isSecretPath(path) || node.isGenerated === true ? withoutWord(message, node.text) : message;
}

/** Replaces a word; a short one only where it stands alone, for `e` is in most sentences. */
function withoutWord(text: string, word: string): string {
  const isShort = word.length < 6;
  return text.split(word).reduce((before, after) => {
    const isInside = isShort && (isLetter(before.at(-1)) || isLetter(after[0]));
    return `${before}${isInside ? word : '…'}${after}`;
  });
}

function isLetter(character: string | undefined): boolean {
  return character !== undefined && /[\p{L}\p{N}]/u.test(character);
}

import { useState } from 'preact/hooks';
import type { Translate } from '../../../i18n/translator.ts';

interface CopyButtonProps {
  readonly t: Translate;
  readonly label: string;
  readonly text: string;
}

/** Copies a text, and says so. Where the browser does not allow it the text can still be selected: then there is no button. */
export function CopyButton({ t, label, text }: CopyButtonProps) {
  const [isCopied, setIsCopied] = useState(false);
  if (globalThis.navigator?.clipboard === undefined) return null;
  const copy = async () => setIsCopied(await hasCopied(text));
  return (
    <button class="button second" type="button" onClick={() => void copy()}>
      <span role="status">{isCopied ? t('copied') : label}</span>
    </button>
  );
}

async function hasCopied(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

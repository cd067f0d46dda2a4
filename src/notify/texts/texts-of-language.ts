import { ar } from './ar.ts';
import { de } from './de.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';
import { he } from './he.ts';
import { it } from './it.ts';
import { ja } from './ja.ts';
import type { MailTexts } from './mail-texts.ts';
import { nl } from './nl.ts';
import { pl } from './pl.ts';
import { pt } from './pt.ts';
import { zhCN } from './zh-CN.ts';

/** The texts of a language, with what its script needs. */
export interface LanguageOfMails {
  /** BCP 47. */
  readonly language: string;
  readonly direction: 'ltr' | 'rtl';
  readonly texts: MailTexts;
}

/** The languages of the portal's pages. */
const allTexts: ReadonlyMap<string, MailTexts> = new Map(
  Object.entries({ ar, de, en, es, fr, he, it, ja, nl, pl, pt, 'zh-CN': zhCN }),
);

const fromRightToLeft: readonly string[] = ['ar', 'he'];

/** The texts of that language, else of the one it is a kind of (`de-AT`), else in English. */
export function textsOfLanguage(tag: string): LanguageOfMails {
  return findTexts(tag) ?? { language: 'en', direction: 'ltr', texts: en };
}

/** Whether there are texts in that language, or in the one it is a kind of. */
export function isSpoken(tag: string): boolean {
  return findTexts(tag) !== undefined;
}

function findTexts(tag: string): LanguageOfMails | undefined {
  const [primary = ''] = tag.split('-');
  for (const language of [tag, primary, primary === 'zh' ? 'zh-CN' : '']) {
    const texts = allTexts.get(language);
    if (texts === undefined) continue;
    return { language, direction: fromRightToLeft.includes(language) ? 'rtl' : 'ltr', texts };
  }
  return undefined;
}

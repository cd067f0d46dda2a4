import type { LanguageTag } from './languages.ts';
import type { Texts } from './message-id.ts';
import { ar } from './texts/ar.ts';
import { de } from './texts/de.ts';
import { en } from './texts/en.ts';
import { es } from './texts/es.ts';
import { fr } from './texts/fr.ts';
import { he } from './texts/he.ts';
import { it } from './texts/it.ts';
import { ja } from './texts/ja.ts';
import { nl } from './texts/nl.ts';
import { pl } from './texts/pl.ts';
import { pt } from './texts/pt.ts';
import { zhCN } from './texts/zh-CN.ts';

/** The texts of every language, for the server; a browser takes `loadTexts`. */
export const allTexts: Readonly<Record<LanguageTag, Texts>> = {
  ar,
  de,
  en,
  es,
  fr,
  he,
  it,
  ja,
  nl,
  pl,
  pt,
  'zh-CN': zhCN,
};

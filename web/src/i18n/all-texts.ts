import type { LanguageTag } from './languages.ts';
import type { SettingsTexts, Texts } from './message-id.ts';
import { arSettings } from './settings-texts/ar.ts';
import { deSettings } from './settings-texts/de.ts';
import { enSettings } from './settings-texts/en.ts';
import { esSettings } from './settings-texts/es.ts';
import { frSettings } from './settings-texts/fr.ts';
import { heSettings } from './settings-texts/he.ts';
import { itSettings } from './settings-texts/it.ts';
import { jaSettings } from './settings-texts/ja.ts';
import { nlSettings } from './settings-texts/nl.ts';
import { plSettings } from './settings-texts/pl.ts';
import { ptSettings } from './settings-texts/pt.ts';
import { zhCNSettings } from './settings-texts/zh-CN.ts';
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

/** All texts of every language, for the server; a browser takes `loadTexts`. */
export const allTexts: Readonly<Record<LanguageTag, Texts & SettingsTexts>> = {
  ar: { ...ar, ...arSettings },
  de: { ...de, ...deSettings },
  en: { ...en, ...enSettings },
  es: { ...es, ...esSettings },
  fr: { ...fr, ...frSettings },
  he: { ...he, ...heSettings },
  it: { ...it, ...itSettings },
  ja: { ...ja, ...jaSettings },
  nl: { ...nl, ...nlSettings },
  pl: { ...pl, ...plSettings },
  pt: { ...pt, ...ptSettings },
  'zh-CN': { ...zhCN, ...zhCNSettings },
};

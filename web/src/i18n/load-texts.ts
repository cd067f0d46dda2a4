import type { LanguageTag } from './languages.ts';
import type { Texts } from './message-id.ts';

/** One module per language, so that a browser fetches only the one that it shows. */
const loaders: Readonly<Record<LanguageTag, () => Promise<Texts>>> = {
  ar: async () => (await import('./texts/ar.ts')).ar,
  de: async () => (await import('./texts/de.ts')).de,
  en: async () => (await import('./texts/en.ts')).en,
  es: async () => (await import('./texts/es.ts')).es,
  fr: async () => (await import('./texts/fr.ts')).fr,
  he: async () => (await import('./texts/he.ts')).he,
  it: async () => (await import('./texts/it.ts')).it,
  ja: async () => (await import('./texts/ja.ts')).ja,
  nl: async () => (await import('./texts/nl.ts')).nl,
  pl: async () => (await import('./texts/pl.ts')).pl,
  pt: async () => (await import('./texts/pt.ts')).pt,
  'zh-CN': async () => (await import('./texts/zh-CN.ts')).zhCN,
};

/** Fetches the texts of a language; the document has preloaded the module. */
export function loadTexts(tag: LanguageTag): Promise<Texts> {
  return loaders[tag]();
}

import type { LanguageTag } from './languages.ts';
import type { SettingsTexts } from './message-id.ts';

/** One module per language, so that a browser fetches only the one that it shows. */
const loaders: Readonly<Record<LanguageTag, () => Promise<SettingsTexts>>> = {
  ar: async () => (await import('./settings-texts/ar.ts')).arSettings,
  de: async () => (await import('./settings-texts/de.ts')).deSettings,
  en: async () => (await import('./settings-texts/en.ts')).enSettings,
  es: async () => (await import('./settings-texts/es.ts')).esSettings,
  fr: async () => (await import('./settings-texts/fr.ts')).frSettings,
  he: async () => (await import('./settings-texts/he.ts')).heSettings,
  it: async () => (await import('./settings-texts/it.ts')).itSettings,
  ja: async () => (await import('./settings-texts/ja.ts')).jaSettings,
  nl: async () => (await import('./settings-texts/nl.ts')).nlSettings,
  pl: async () => (await import('./settings-texts/pl.ts')).plSettings,
  pt: async () => (await import('./settings-texts/pt.ts')).ptSettings,
  'zh-CN': async () => (await import('./settings-texts/zh-CN.ts')).zhCNSettings,
};

/** Fetches the texts that only the settings have; their document has preloaded the module. */
export function loadSettingsTexts(tag: LanguageTag): Promise<SettingsTexts> {
  return loaders[tag]();
}

/** A language that the pages speak: its BCP 47 tag, its own name for itself, and the direction it is written in. */
export interface Language {
  readonly tag: string;
  readonly name: string;
  readonly direction: 'ltr' | 'rtl';
}

/** The languages that there are texts for: English first, then by their own names. */
export const languageList = [
  { tag: 'en', name: 'English', direction: 'ltr' },
  { tag: 'de', name: 'Deutsch', direction: 'ltr' },
  { tag: 'es', name: 'Español', direction: 'ltr' },
  { tag: 'fr', name: 'Français', direction: 'ltr' },
  { tag: 'it', name: 'Italiano', direction: 'ltr' },
  { tag: 'nl', name: 'Nederlands', direction: 'ltr' },
  { tag: 'pl', name: 'Polski', direction: 'ltr' },
  { tag: 'pt', name: 'Português', direction: 'ltr' },
  { tag: 'he', name: 'עברית', direction: 'rtl' },
  { tag: 'ar', name: 'العربية', direction: 'rtl' },
  { tag: 'ja', name: '日本語', direction: 'ltr' },
  { tag: 'zh-CN', name: '简体中文', direction: 'ltr' },
] as const satisfies readonly Language[];

/** The tag of a language that there are texts for. */
export type LanguageTag = (typeof languageList)[number]['tag'];

/** The language with this tag, English where there is none. */
export function languageOf(tag: string): (typeof languageList)[number] {
  return languageList.find((language) => language.tag === tag) ?? languageList[0];
}

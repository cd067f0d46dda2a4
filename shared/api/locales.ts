/** `GET /locales` (behaviour.md §1.2): the languages that there are texts for. */
export interface LocalesData {
  readonly defaults: { readonly language: LocaleLanguage; readonly namespace: 'portal' };
  readonly namespaces: readonly ['portal'];
  readonly languages: readonly LocaleLanguage[];
}

/** One language. */
export interface LocaleLanguage {
  /** Its name in itself: `Deutsch`. */
  readonly display: string;
  /** BCP 47. */
  readonly locale: string;
  readonly namespaces: readonly ['portal'];
}

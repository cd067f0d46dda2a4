import type { PagesModule } from '../../../shared/api/page.ts';
import { matchLanguage } from './match-language.ts';
import type { OperatorAssets } from './operator-assets.ts';

/** All texts by language and namespace, the operator's over the built-in ones. */
export interface LocaleTexts {
  /** The texts of a namespace, `{}` for one that is not known; undefined for a language that is not. */
  find(language: string, namespace: string): Readonly<Record<string, unknown>> | undefined;
}

/** Joins the built-in texts with the operator's. A language is known where either has it (behaviour.md §1.2). */
export function createLocaleTexts(
  pages: Pick<PagesModule, 'languages' | 'texts'>,
  { locales }: Pick<OperatorAssets, 'locales'>,
): LocaleTexts {
  return {
    find(language, namespace) {
      const builtIn = matchLanguage(language, pages.languages);
      const own = matchLanguage(language, [...locales.keys()]);
      if (builtIn === undefined && own === undefined) return undefined;
      const texts = builtIn === undefined || namespace !== 'portal' ? {} : pages.texts(builtIn);
      return { ...texts, ...asRecord(own === undefined ? {} : locales.get(own)?.get(namespace)) };
    },
  };
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value))
    : {};
}

import type { ComponentType } from 'preact';
import { hydrate } from 'preact';
import type { PageData } from '../../shared/api/page.ts';
import { type LanguageTag, languageOf } from './i18n/languages.ts';
import { loadTexts } from './i18n/load-texts.ts';
import type { SettingsTexts } from './i18n/message-id.ts';
import { createTranslator } from './i18n/translator.ts';
import type { PageProps } from './page-props.ts';

/**
 * Takes over a page that the server has rendered. The page is whole and usable before this runs, and stays so if it never does; the
 * attribute `data-started` of the root tells monitors and tests that it has.
 * `loadMore` brings texts that this page has besides those of all pages.
 * Throws nothing that a person could see: without data in the document the page is left as it is.
 */
export async function startPage(
  View: ComponentType<PageProps>,
  loadMore?: (tag: LanguageTag) => Promise<SettingsTexts>,
): Promise<void> {
  const root = document.getElementById('root');
  const json = root?.dataset.page;
  if (root === null || json === undefined) return;
  // Our own server wrote this attribute for this very page.
  const data: PageData = JSON.parse(json);
  const { tag } = languageOf(data.language);
  const [texts, more] = await Promise.all([loadTexts(tag), loadMore?.(tag)]);
  const t = createTranslator({ ...texts, ...more }, data.textOverrides);
  hydrate(<View data={data} t={t} />, root);
  root.dataset.started = '';
}

import { render } from 'preact-render-to-string';
import type { AssetManifest, PageAssets, PageData, PageName } from '../../shared/api/page.ts';
import { Document } from './document.tsx';
import { allTexts } from './i18n/all-texts.ts';
import { languageList, languageOf } from './i18n/languages.ts';
import { pickLanguage } from './i18n/pick-language.ts';
import { textOverridesFrom } from './i18n/text-overrides.ts';
import { createTranslator } from './i18n/translator.ts';
import { pageViews } from './page-views.ts';

// The entry of the server bundle `dist/web/render.js`: what `PagesModule` of shared/api/page.ts promises.
export { pickLanguage, textOverridesFrom };

/** Language tags that there are texts for, English first. */
export const languages: readonly string[] = languageList.map(({ tag }) => tag);

/** All texts of a language by message id; English ones for a language that there are none for. */
export function texts(language: string): Readonly<Record<string, string>> {
  return allTexts[languageOf(language).tag];
}

/** The whole HTML document of a page. */
export function renderPage(data: PageData, assets: PageAssets): string {
  const t = createTranslator(allTexts[languageOf(data.language).tag], data.textOverrides);
  const view = pageViews[data.page];
  const html = render(
    <Document View={view.View} title={t(view.titleOf(data))} data={data} t={t} assets={assets} />,
  );
  return `<!doctype html>${html}`;
}

/** What a document of this page in this language refers to. */
export function assetsFor(manifest: AssetManifest, page: PageName, language: string): PageAssets {
  const { scripts, styles, preloads = [] } = manifest.pages[page];
  const { tag } = languageOf(language);
  const texts = [
    manifest.languages[tag],
    page === 'settings' ? manifest.settingsLanguages[tag] : undefined,
  ].filter((path) => path !== undefined);
  return { scripts, styles, preloads: [...preloads, ...texts] };
}

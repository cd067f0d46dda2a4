import type { PageData } from '../../shared/api/page.ts';
import type { Translate } from './i18n/translator.ts';

/** What every page's view gets. */
export interface PageProps {
  readonly data: PageData;
  readonly t: Translate;
}

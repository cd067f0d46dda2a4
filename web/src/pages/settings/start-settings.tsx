import { settingsPaths } from '../../../../shared/api/page.ts';
import { loadSettingsTexts } from '../../i18n/load-settings-texts.ts';
import { startPage } from '../../start-page.tsx';
import { loadSection } from './load-section.ts';
import { SettingsFrame } from './settings-frame.tsx';

/** Fetches the section that the path of this very page names, and takes the page over with it. */
export async function startSettings(): Promise<void> {
  // The longest that fits is meant.
  const path = settingsPaths.findLast((each) => location.pathname.endsWith(`/${each}`));
  const Section = await loadSection(path ?? 'settings');
  await startPage((props) => <SettingsFrame {...props} Section={Section} />, loadSettingsTexts);
}

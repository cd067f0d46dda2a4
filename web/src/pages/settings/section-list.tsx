import { type PageData, type SettingsPath, settingsPaths } from '../../../../shared/api/page.ts';
import type { PageProps } from '../../page-props.ts';
import { portalUrl } from '../../portal-url.ts';
import { sectionWords } from './section-words.ts';

/** What is not for everybody, or not everywhere. */
function isShown(path: SettingsPath, { isAdministrator, hasApplications }: PageData): boolean {
  if (path === 'settings/administration') return isAdministrator === true;
  return path !== 'settings/applications' || hasApplications === true;
}

/** The list of the sections: beside the one that is open, or, on a phone, the page that leads to them. */
export function SectionList({ data, t }: PageProps) {
  const shown = settingsPaths.filter((path) => isShown(path, data));
  return (
    <nav class="sections" id="settings-menu" aria-label={t('settings-title')}>
      <ul>
        {shown.map((path) => (
          <li key={path}>
            <a
              class="section-link"
              href={portalUrl(data, path)}
              aria-current={path === data.settingsPath ? 'page' : undefined}
            >
              <span class="section-name">{t(sectionWords[path].title)}</span>
              <span class="section-text">{t(sectionWords[path].text)}</span>
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

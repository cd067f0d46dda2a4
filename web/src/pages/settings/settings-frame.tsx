import type { ComponentType } from 'preact';
import { useCallback, useState } from 'preact/hooks';
import { AccountMenu } from '../../components/account-menu.tsx';
import { Footer } from '../../components/footer.tsx';
import { Mark } from '../../components/mark.tsx';
import type { PageProps } from '../../page-props.ts';
import { portalUrl } from '../../portal-url.ts';
import { ElevationDialog } from './elevation/elevation-dialog.tsx';
import { useElevation } from './elevation/use-elevation.ts';
import { SectionList } from './section-list.tsx';
import type { SectionProps } from './section-props.ts';
import { sectionWords } from './section-words.ts';

interface SettingsFrameProps extends PageProps {
  readonly Section: ComponentType<SectionProps>;
}

/** The frame of the settings: who is signed in, the list of sections, the one that is open, and the dialog that guards changes. */
export function SettingsFrame({ data, t, Section }: SettingsFrameProps) {
  const { protect, elevation } = useElevation(data.basePath);
  const [said, setSaid] = useState('');
  const say = useCallback((text: string) => setSaid(text), []);
  const path = data.settingsPath ?? 'settings';
  return (
    <div class="page settings-page">
      <header class="top">
        <a class="top-home" href={portalUrl(data, '')} aria-label={t('product-name')}>
          {data.logoUrl === undefined ? <Mark /> : <img class="logo" src={data.logoUrl} alt="" />}
        </a>
        <AccountMenu data={data} t={t} />
      </header>
      <div class={path === 'settings' ? 'settings at-start' : 'settings'} id="settings-stage">
        <SectionList data={data} t={t} />
        <main class="section">
          <a class="link back" href={portalUrl(data, 'settings')}>
            {t('settings-back')}
          </a>
          <h1 class="title">{t(sectionWords[path].title)}</h1>
          <p class="without-script note">{t('settings-need-script')}</p>
          <div class="news" role="status">
            {said !== '' && <p class="done">{said}</p>}
          </div>
          <Section data={data} t={t} protect={protect} say={say} />
        </main>
        <ElevationDialog data={data} t={t} elevation={elevation} />
      </div>
      <Footer data={data} t={t} />
    </div>
  );
}

import type { ComponentType } from 'preact';
import type { SettingsPath } from '../../../../shared/api/page.ts';
import type { PageProps } from '../../page-props.ts';
import { AccountSection } from './account/account-section.tsx';
import { AdministrationSection } from './administration/administration-section.tsx';
import { ApplicationsSection } from './applications/applications-section.tsx';
import type { SectionProps } from './section-props.ts';
import { SecuritySection } from './security/security-section.tsx';
import { SessionsSection } from './sessions/sessions-section.tsx';
import { SettingsFrame } from './settings-frame.tsx';
import { TwoFactorSection } from './two-factor/two-factor-section.tsx';

const sections: Readonly<Record<SettingsPath, ComponentType<SectionProps>>> = {
  settings: AccountSection,
  'settings/security': SecuritySection,
  'settings/two-factor-authentication': TwoFactorSection,
  'settings/sessions': SessionsSection,
  'settings/applications': ApplicationsSection,
  'settings/administration': AdministrationSection,
};

/** The settings of the person signed in, with every section: for the server; a browser loads the one that it shows. */
export function SettingsPage(props: PageProps) {
  return <SettingsFrame {...props} Section={sections[props.data.settingsPath ?? 'settings']} />;
}

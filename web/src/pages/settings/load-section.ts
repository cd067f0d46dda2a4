import type { ComponentType } from 'preact';
import type { SettingsPath } from '../../../../shared/api/page.ts';
import type { SectionProps } from './section-props.ts';

/** One module per section, so that a browser fetches only the one that it shows. */
const loaders: Readonly<Record<SettingsPath, () => Promise<ComponentType<SectionProps>>>> = {
  settings: async () => (await import('./account/account-section.tsx')).AccountSection,
  'settings/security': async () => (await import('./security/security-section.tsx')).SecuritySection,
  'settings/two-factor-authentication': async () =>
    (await import('./two-factor/two-factor-section.tsx')).TwoFactorSection,
  'settings/sessions': async () => (await import('./sessions/sessions-section.tsx')).SessionsSection,
  'settings/applications': async () =>
    (await import('./applications/applications-section.tsx')).ApplicationsSection,
  'settings/administration': async () =>
    (await import('./administration/administration-section.tsx')).AdministrationSection,
};

/** Fetches a section's view. */
export function loadSection(path: SettingsPath): Promise<ComponentType<SectionProps>> {
  return loaders[path]();
}

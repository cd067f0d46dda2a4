import type { SettingsPath } from '../../../../shared/api/page.ts';
import type { MessageId } from '../../i18n/message-id.ts';

/** What each section is called, and what is in it. */
export const sectionWords: Readonly<
  Record<SettingsPath, { readonly title: MessageId; readonly text: MessageId }>
> = {
  settings: { title: 'section-account', text: 'section-account-text' },
  'settings/security': { title: 'section-security', text: 'section-security-text' },
  'settings/two-factor-authentication': { title: 'section-two-factor', text: 'section-two-factor-text' },
  'settings/sessions': { title: 'section-sessions', text: 'section-sessions-text' },
  'settings/applications': { title: 'section-applications', text: 'section-applications-text' },
  'settings/administration': { title: 'section-administration', text: 'section-administration-text' },
};

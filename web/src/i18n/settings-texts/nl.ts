import type { SettingsTexts } from '../message-id.ts';

/** The texts of the settings in Dutch. */
export const nlSettings: SettingsTexts = {
  'settings-title': 'Instellingen',
};

import type { SettingsTexts } from '../message-id.ts';

/** The texts of the settings in Hebrew. */
export const heSettings: SettingsTexts = {
  'settings-title': 'הגדרות',
};

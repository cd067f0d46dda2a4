import type { SettingsTexts } from '../message-id.ts';

/** The texts of the settings in Arabic. */
export const arSettings: SettingsTexts = {
  'settings-title': 'الإعدادات',
};

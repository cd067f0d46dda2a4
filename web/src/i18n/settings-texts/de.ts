import type { SettingsTexts } from '../message-id.ts';

/** The texts of the settings in German. */
export const deSettings: SettingsTexts = {
  'settings-title': 'Einstellungen',
};

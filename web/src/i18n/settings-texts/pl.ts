import type { SettingsTexts } from '../message-id.ts';

/** The texts of the settings in Polish. */
export const plSettings: SettingsTexts = {
  'settings-title': 'Ustawienia',
};

import type { SettingsTexts } from '../message-id.ts';

/** The texts of the settings in Italian. */
export const itSettings: SettingsTexts = {
  'settings-title': 'Impostazioni',
};

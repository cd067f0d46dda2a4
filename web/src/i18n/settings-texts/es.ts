import type { SettingsTexts } from '../message-id.ts';

/** The texts of the settings in Spanish. */
export const esSettings: SettingsTexts = {
  'settings-title': 'Ajustes',
};

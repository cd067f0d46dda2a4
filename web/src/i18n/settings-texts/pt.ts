import type { SettingsTexts } from '../message-id.ts';

/** The texts of the settings in Portuguese. */
export const ptSettings: SettingsTexts = {
  'settings-title': 'Definições',
};

import type { SettingsTexts } from '../message-id.ts';

/** The texts of the settings in French. */
export const frSettings: SettingsTexts = {
  'settings-title': 'Paramètres',
};

import type { SettingsTexts } from '../message-id.ts';

/** The texts of the settings in Japanese. */
export const jaSettings: SettingsTexts = {
  'settings-title': '設定',
};

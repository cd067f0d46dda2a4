import type { SettingsTexts } from '../message-id.ts';

/** The texts of the settings in Simplified Chinese. */
export const zhCNSettings: SettingsTexts = {
  'settings-title': '设置',
};

/** The texts of the settings in English: only the settings load them. Their keys are message ids too; every other language has the same ones. */
export const enSettings = {
  'settings-title': 'Settings',
} as const;

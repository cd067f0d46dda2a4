import type { PageData } from '../../../shared/api/page.ts';

/** How a picture is taken. */
export interface Look {
  readonly theme: PageData['theme'];
  readonly language: string;
  readonly width: number;
  readonly height: number;
}

/** By what the name of a picture ends with; nothing = light. */
export const looks = {
  '': { theme: 'light', language: 'en', width: 1024, height: 760 },
  '-dark': { theme: 'dark', language: 'en', width: 1024, height: 760 },
  '-grey-german': { theme: 'grey', language: 'de', width: 1024, height: 760 },
  '-oled': { theme: 'oled', language: 'en', width: 1024, height: 760 },
  '-phone-arabic': { theme: 'light', language: 'ar', width: 360, height: 740 },
  '-phone-arabic-dark': { theme: 'dark', language: 'ar', width: 360, height: 740 },
  '-phone-german': { theme: 'light', language: 'de', width: 360, height: 740 },
  '-phone-german-dark': { theme: 'dark', language: 'de', width: 360, height: 740 },
} as const satisfies Readonly<Record<string, Look>>;

/** The end of a picture's name. */
export type LookName = keyof typeof looks;

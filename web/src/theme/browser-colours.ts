import type { PageData } from '../../../shared/api/page.ts';

type Theme = PageData['theme'];

/** What a browser is told of each theme before the style sheet is there, so that a dark page does not begin with a white flash. */
export const colourSchemes: Readonly<Record<Theme, string>> = {
  light: 'light',
  dark: 'dark',
  grey: 'dark',
  oled: 'dark',
  auto: 'light dark',
};

interface BrowserColour {
  readonly colour: string;
  readonly media?: string;
}

/** The colour of the browser's own frame for each theme: `--page` of tokens.css, which a test compares. */
export const browserColours: Readonly<Record<Theme, readonly BrowserColour[]>> = {
  light: [{ colour: '#f4f3ef' }],
  dark: [{ colour: '#141715' }],
  grey: [{ colour: '#2b2e31' }],
  oled: [{ colour: '#000000' }],
  auto: [
    { colour: '#f4f3ef', media: '(prefers-color-scheme: light)' },
    { colour: '#141715', media: '(prefers-color-scheme: dark)' },
  ],
};

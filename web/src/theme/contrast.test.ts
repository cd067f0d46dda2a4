import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { browserColours } from './browser-colours.ts';

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');

/** The colours of one theme by token: those of `:root` with the theme's own block on top. */
function coloursOf(theme: 'light' | 'dark' | 'grey' | 'oled'): Map<string, string> {
  const colours = new Map<string, string>();
  for (const [, name = '', light = '', dark = ''] of css.matchAll(
    /--([\w-]+): light-dark\((#\w+), (#\w+)\);/g,
  )) {
    colours.set(name, theme === 'light' ? light : dark);
  }
  const block = new RegExp(`\\[data-theme="${theme}"\\] \\{([^}]*)\\}`).exec(css)?.[1] ?? '';
  for (const [, name = '', colour = ''] of block.matchAll(/--([\w-]+): (#\w+);/g)) colours.set(name, colour);
  return colours;
}

/** Relative luminance (WCAG 2.2). */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

/** What stands on what, and how clearly it must: 4.5 for text, 3 for the edges of controls and rings. */
const pairs: readonly (readonly [string, string, number])[] = [
  ['text', 'card', 7],
  ['text', 'input', 7],
  ['text', 'hover', 7],
  ['text-quiet', 'card', 4.5],
  ['text-quiet', 'page', 4.5],
  ['text-quiet', 'page-edge', 4.5],
  ['accent', 'card', 4.5],
  ['accent-hover', 'card', 4.5],
  ['accent', 'hover', 4.5],
  ['on-accent', 'accent', 4.5],
  ['on-accent', 'accent-hover', 4.5],
  ['bad', 'bad-soft', 4.5],
  ['bad', 'card', 4.5],
  ['line-strong', 'card', 3],
  ['line-strong', 'input', 3],
  ['focus', 'card', 3],
  ['focus', 'page-edge', 3],
];

describe.each(['light', 'dark', 'grey', 'oled'] as const)('the theme %s', (theme) => {
  const colours = coloursOf(theme);

  test.each(pairs)('shows %s on %s at %f or better', (front, back, least) => {
    expect(contrast(colours.get(front) ?? '', colours.get(back) ?? '')).toBeGreaterThanOrEqual(least);
  });

  test('gives the browser the colour of its page', () => {
    expect(browserColours[theme].map(({ colour }) => colour)).toEqual([colours.get('page')]);
  });
});

test('the automatic theme is the light and the dark one', () => {
  expect(browserColours.auto.map(({ colour }) => colour)).toEqual([
    browserColours.light[0]?.colour,
    browserColours.dark[0]?.colour,
  ]);
});

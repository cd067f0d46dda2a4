import type { z } from 'zod';
import { choice } from '../notations/choice.ts';
import { defaulted } from '../notations/key.ts';
import type { Section } from '../section.ts';

/** The `theme` key: how the pages look. */
export type Theme = z.output<typeof schema>;

const schema = defaulted(choice('light', 'dark', 'grey', 'oled', 'auto'), 'light', 'How the pages look.');

/** The `theme` key (behaviour.md §4.3). */
export const theme: Section<Theme> = { schema };

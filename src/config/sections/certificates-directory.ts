import { statSync } from 'node:fs';
import { optional } from '../notations/key.ts';
import { text } from '../notations/text.ts';
import type { Section } from '../section.ts';

/** The `certificates_directory` key (behaviour.md §4.3): a folder with further authorities (`*.crt`, `*.cer`, `*.pem`). */
export const certificatesDirectory: Section<string | undefined> = {
  schema: optional(text, 'A folder with certificates (.crt, .cer, .pem) of authorities to trust.'),
  check(ready, { report }) {
    if (ready === undefined || statSync(ready, { throwIfNoEntry: false })?.isDirectory() === true) return;
    const message = `There is no folder at ${ready}.`;
    report({ path: [], severity: 'error', message, hint: 'Write the path of a folder that exists.' });
  },
};

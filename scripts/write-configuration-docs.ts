import { writeFileSync } from 'node:fs';
import { configurationReference } from './configuration-reference.ts';

// Writes docs/configuration.md anew; run it after every change of a section's schema.
writeFileSync(new URL('../docs/configuration.md', import.meta.url), configurationReference());

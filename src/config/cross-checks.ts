import type { Config } from './config.ts';
import type { CheckContext } from './section.ts';

/** The checks that need more than one section; paths start at the root. A section that could not be read is missing. */
export function checkAcrossSections(_config: Partial<Config>, _context: CheckContext): void {}

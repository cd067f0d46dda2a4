import type { Config } from './config.ts';
import type { SectionTable } from './schema-shape.ts';
import type { CheckContext } from './section.ts';

/** The sections and the checks that look across them. */
export interface AllSections {
  readonly table: SectionTable;
  readonly checkAcross: (config: Partial<Config>, context: CheckContext) => void;
}

/** The sections of Gatehouse: the one place that wires them to the loader. */
export const allSections: AllSections = { table: {}, checkAcross: () => {} };

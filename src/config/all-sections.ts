import { checkAcrossSections } from './check-across-sections.ts';
import { completeAcrossSections } from './complete-across-sections.ts';
import type { Config } from './config.ts';
import type { ConfigProblem } from './problem.ts';
import type { CheckContext, SectionTable } from './section.ts';
import { sections } from './sections.ts';
import { findUnsupported } from './unsupported-yet.ts';

/** The sections and the checks that look across them. */
export interface AllSections {
  readonly table: SectionTable;
  readonly checkAcross: (config: Partial<Config>, context: CheckContext) => void;
  /** Keys that the operator wrote and that this version does nothing with; `isWritten` is asked for dotted paths. */
  readonly findUnsupported: (isWritten: (keyPath: string) => boolean) => readonly (Pick<
    ConfigProblem,
    'severity' | 'message' | 'hint'
  > & {
    readonly path: readonly string[];
  })[];
  /** Fills in what follows from several sections, once no check found an error. */
  readonly complete: (config: Config) => Config;
}

/** The sections of Gatehouse: the one place that wires them to the loader. */
export const allSections: AllSections = {
  table: sections,
  checkAcross: checkAcrossSections,
  findUnsupported,
  complete: completeAcrossSections,
};

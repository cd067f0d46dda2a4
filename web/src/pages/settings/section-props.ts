import type { PageProps } from '../../page-props.ts';
import type { Protect } from './elevation/use-elevation.ts';

/** What every section of the settings gets. */
export interface SectionProps extends PageProps {
  /** Makes a change that the server may want proofs for. */
  readonly protect: Protect;
  /** Says that something is done, to eyes and ears. */
  readonly say: (text: string) => void;
}

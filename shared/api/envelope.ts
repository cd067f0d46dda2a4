import type { ElevationNeededData } from './elevation.ts';

/** What every portal endpoint answers (behaviour.md §1.1). */
export type Envelope<T> =
  | { readonly status: 'OK'; readonly data?: T }
  | { readonly status: 'KO'; readonly message: string }
  | { readonly status: 'KO'; readonly data: ElevationNeededData };

import type { Decision } from './decision.ts';

/** An answered check, as far as whoever counts them needs to know. */
export interface AnsweredCheck {
  /** The endpoint's name. */
  readonly endpoint: string;
  /** `failed`: it could not be finished, because something is away or broken. */
  readonly decision: Decision['kind'] | 'failed';
  readonly status: number;
  readonly durationMs: number;
}

/** Hears of every answered check, for the metrics. */
export type AnswerObserver = (answered: AnsweredCheck) => void;

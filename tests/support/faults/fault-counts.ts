/** What can come of a request, from the best to the worst. */
const outcomes = {
  allowed: 'let through, and rightly',
  denied: 'turned away, and rightly',
  crossed: 'its session changed while it was under way: both answers are right',
  unavailable: 'answered 5xx',
  unreachable: 'the connection was refused or lost',
  'spurious denial': 'turned away though the session is good',
  'wrong allow': 'let through though the session has ended, is too low, or is none',
  lost: 'a session that should be there at the end is not',
} as const;

/** One of them. */
export type Outcome = keyof typeof outcomes;

/** How often what happened, by the phase of the test that it began in. */
export interface FaultCounts {
  note(phase: string, outcome: Outcome, what: string): void;
  /** In one phase; in all of them where none is given. */
  of(outcome: Outcome, phase?: string): number;
  /** How many were noted in that phase. */
  total(phase: string): number;
  /** All as a table, and the first of what must not be in words. */
  table(): string;
}

const blamed: ReadonlySet<Outcome> = new Set(['spurious denial', 'wrong allow', 'lost']);
const toldInWords = 20;

/** Counters at zero. */
export function createFaultCounts(): FaultCounts {
  const phases = new Map<string, Map<Outcome, number>>();
  const stories: string[] = [];
  const names = Object.keys(outcomes) as Outcome[];
  const at = (phase: string, outcome: Outcome) => phases.get(phase)?.get(outcome) ?? 0;
  return {
    note(phase, outcome, what) {
      const counts = phases.get(phase) ?? new Map<Outcome, number>();
      phases.set(phase, counts.set(outcome, at(phase, outcome) + 1));
      if (blamed.has(outcome) && stories.length < toldInWords) stories.push(`${phase}: ${outcome}: ${what}`);
    },
    of: (outcome, phase) =>
      (phase === undefined ? [...phases.keys()] : [phase]).reduce((sum, one) => sum + at(one, outcome), 0),
    total: (phase) => names.reduce((sum, outcome) => sum + at(phase, outcome), 0),
    table() {
      const rows = [
        ['', ...names],
        ...[...phases.keys()].map((phase) => [phase, ...names.map((name) => `${at(phase, name)}`)]),
      ];
      const lines = rows.map((row) =>
        row
          .map((cell, column) => cell.padEnd(column === 0 ? 44 : 16))
          .join('')
          .trimEnd(),
      );
      return ['', ...lines, ...stories].join('\n');
    },
  };
}

/** Notations of a time that directories compare with (behaviour.md §8.2), by the name in `{date-time:…}`. */
export type DirectoryTimeNotation = keyof typeof notations;

/** 1601-01-01, where Windows begins to count, before 1970-01-01. */
const windowsEpochSeconds = 11_644_473_600n;

const notations = {
  /** RFC 4517 §3.3.13. */
  generalized: (nowMs: number) => `${new Date(nowMs).toISOString().replaceAll(/[-:T]|\.\d+Z/g, '')}.0Z`,
  /** Steps of 100 nanoseconds since 1601. */
  'microsoft-nt': (nowMs: number) =>
    String((BigInt(Math.floor(nowMs)) + windowsEpochSeconds * 1000n) * 10_000n),
  /** Seconds since 1970. */
  unix: (nowMs: number) => String(Math.floor(nowMs / 1000)),
} as const;

/** Writes a time (milliseconds since 1970) as a directory compares it. */
export function directoryTime(notation: DirectoryTimeNotation, nowMs: number): string {
  return notations[notation](nowMs);
}

/** Whether there is such a notation. */
export function isDirectoryTimeNotation(name: string): name is DirectoryTimeNotation {
  return Object.hasOwn(notations, name);
}

/** The environment of this process: the one place of the program that reads it. */
export function readEnvironment(): Readonly<Record<string, string | undefined>> {
  return { ...process.env };
}

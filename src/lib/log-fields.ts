/** Names of levels that Authelia's logs spell otherwise than we do; log watchers written for them look for these. */
const levelNames: Readonly<Record<string, string>> = { warn: 'warning' };

/**
 * The fields of a line that `createLog` made, sorted by name as Authelia's are: patterns such as `msg=….*remote_ip=…` rely on their order
 * in the text form and in JSON.
 */
export function logFields(jsonLine: string): readonly (readonly [name: string, value: unknown])[] {
  const fields: Record<string, unknown> = JSON.parse(jsonLine);
  return Object.entries(fields)
    .map(([name, value]) => [name, name === 'level' ? levelName(value) : value] as const)
    .sort(([one], [other]) => (one < other ? -1 : 1));
}

function levelName(value: unknown): unknown {
  return typeof value === 'string' ? (levelNames[value] ?? value) : value;
}

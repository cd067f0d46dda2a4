/** Which variables a place in a template may use, and which functions there are. */
export interface Scope {
  readonly functions: ReadonlySet<string>;
  /** Names with `$`, the innermost last. */
  readonly variables: string[];
}

/** Runs something in a block of its own: variables declared in it are gone afterwards. */
export function inBlock<T>(scope: Scope, read: () => T): T {
  const { length } = scope.variables;
  const result = read();
  scope.variables.length = length;
  return result;
}

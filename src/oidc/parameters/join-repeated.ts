/** Parameters that may come several times (RFC 8707 §2; Authelia's `audience`). Any other that does is refused by the engine. */
const repeatable = ['audience', 'resource'] as const;

/** Makes one parameter with spaces of each that may come several times. */
export function joinRepeated(parameters: URLSearchParams): void {
  for (const name of repeatable) {
    const values = parameters.getAll(name);
    if (values.length > 1) parameters.set(name, values.join(' '));
  }
}

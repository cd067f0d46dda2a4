/** The message of a `KO` envelope (behaviour.md §1.1); undefined for anything else. */
export function readFailure(body: unknown): string | undefined {
  if (typeof body !== 'object' || body === null || !('status' in body) || body.status !== 'KO')
    return undefined;
  return 'message' in body && typeof body.message === 'string' ? body.message : undefined;
}

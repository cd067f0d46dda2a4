/** `2026-01-31 12:00:00`, in UTC. */
export function dateTime(timeMs: number): string {
  return new Date(timeMs).toISOString().slice(0, 19).replace('T', ' ');
}

/** What went wrong, in the words of whoever threw; of several failures at once, all of them. For logs and operators, never for visitors. */
export function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reasonOf).join('; ');
  return error instanceof Error ? error.message : String(error);
}

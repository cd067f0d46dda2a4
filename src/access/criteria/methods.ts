import { always, type Criterion } from './criterion.ts';

/** `methods`: the target's method is one of them, compared exactly (behaviour.md §5.2). */
export function compileMethods(methods: readonly string[]): Criterion {
  if (methods.length === 0) return always;
  const known = new Set(methods);
  return ({ target }) => (known.has(target.method) ? 'hit' : 'miss');
}

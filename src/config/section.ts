import type { z } from 'zod';

/** How a check says that something is wrong; the path is relative to the section. */
export type Report = (problem: {
  readonly path: readonly (string | number)[];
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly hint?: string;
}) => void;

/** What a check may use. */
export interface CheckContext {
  readonly report: Report;
  /** A fresh random value for a hint, where the operator must make one up: 64 alphanumeric characters. */
  readonly generateSecret: () => string;
  /** The section as it was written, before any default: for warnings about a spelling that the ready value no longer shows. */
  readonly raw?: unknown;
}

/**
 * One top-level key: its schema from the raw tree (today's keys, renamed ones already mapped) to the ready type, and the checks that need
 * more than one key. A schema's own issues carry the hint in `params.hint`.
 */
export interface Section<Ready> {
  readonly schema: z.ZodType<Ready>;
  check?(ready: Ready, context: CheckContext): void;
}

/** The sections by their top-level key. */
export type SectionTable = Readonly<Record<string, Section<unknown>>>;

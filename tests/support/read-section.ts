import type { Report, Section } from '../../src/config/section.ts';

/** A problem as tests look at it. */
export interface SectionProblem {
  /** Dotted, list positions as numbers: `cookies.0.domain`. */
  readonly path: string;
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly hint: string | undefined;
}

/** Reads one section as the loader does: schema, then checks. The secret of hints is `fresh-secret`. */
export function readSection<Ready>(
  section: Section<Ready>,
  raw: unknown,
): { ready: Ready | undefined; problems: readonly SectionProblem[] } {
  const result = section.schema.safeParse(raw);
  if (!result.success) {
    const problems = result.error.issues.map((issue) => ({
      path: issue.path.join('.'),
      severity: 'error' as const,
      message: issue.message,
      hint: issue.code === 'custom' && typeof issue.params?.hint === 'string' ? issue.params.hint : undefined,
    }));
    return { ready: undefined, problems };
  }
  const problems: SectionProblem[] = [];
  const report: Report = ({ path, severity, message, hint }) =>
    problems.push({ path: path.join('.'), severity, message, hint });
  section.check?.(result.data, { report, generateSecret: () => 'fresh-secret', raw });
  return { ready: result.data, problems };
}

/** The problems of one section, one line each: `error secret: What is wrong. What to write.` */
export function problemLines<Ready>(section: Section<Ready>, raw: unknown): readonly string[] {
  return readSection(section, raw).problems.map(
    ({ path, severity, message, hint }) =>
      `${severity} ${path}: ${message}${hint === undefined ? '' : ` ${hint}`}`,
  );
}

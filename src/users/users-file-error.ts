import type { ConfigProblem } from '../config/problem.ts';
import { AppError } from '../lib/app-error.ts';

/** A users file that cannot be used, with everything that is wrong with it. */
export class UsersFileError extends AppError {
  readonly problems: readonly ConfigProblem[];

  constructor(problems: readonly ConfigProblem[]) {
    super('configuration-invalid', 'The users file cannot be used.', {
      detail: problems.map(describeProblem).join('\n'),
    });
    this.name = 'UsersFileError';
    this.problems = problems;
  }
}

function describeProblem({ source, keyPath, message, hint }: ConfigProblem): string {
  const place =
    source?.kind === 'file' ? [source.file, source.line, source.column].filter(Boolean).join(':') : '';
  return [place, keyPath, message, hint].filter(Boolean).join(' ');
}

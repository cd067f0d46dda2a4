import type { KeptPath } from '../../../shared/api/page.ts';
import type { Answer } from '../../http/answer.ts';
import { destinationView } from './destination.ts';
import type { PageAnswers } from './page-answers.ts';
import type { Visit } from './with-visit.ts';

/** The sign-in page, from where a person comes to their target, or back to the page of ours that they wanted. */
export function showSignIn(
  pages: PageAnswers,
  { request, destination }: Visit,
  keptPath?: KeptPath,
  flowId?: string,
): Answer {
  return pages.show(request, {
    page: 'sign-in',
    ...(keptPath === undefined ? {} : { keptPath }),
    ...(flowId === undefined ? {} : { flowId }),
    ...destinationView(destination),
  });
}

import type { SecondFactorName } from '../../../shared/api/page.ts';
import type { Answer } from '../../http/answer.ts';
import type { Session } from '../../session/session.ts';
import type { SiteRequest } from '../endpoint.ts';
import type { PortalServices } from '../portal-services.ts';
import { type Destination, destinationView } from './destination.ts';
import type { PageAnswers, PageView } from './page-answers.ts';
import { secondFactorView } from './second-factor-view.ts';

/** Somebody signed in who has more to prove. */
export interface Proving {
  readonly request: SiteRequest;
  readonly session: Session;
  readonly destination: Destination;
}

/** What the page is to show: a certain way, and what was wrong with a form sent without script. */
export interface SecondFactorWish {
  readonly method: SecondFactorName | undefined;
  readonly problem?: PageView['problem'];
  readonly status?: number;
  /** The OpenID Connect flow that goes on afterwards. */
  readonly flowId?: string;
}

/** The second-factor page: the way that was asked for, else the preferred one, else the first that the person has. */
export async function showSecondFactor(
  services: PortalServices,
  pages: PageAnswers,
  { request, session, destination }: Proving,
  { method, problem, status = 200, flowId }: SecondFactorWish,
): Promise<Answer> {
  const secondFactor = await secondFactorView(services, request, session, method);
  return pages.show(
    request,
    {
      page: 'second-factor',
      secondFactor,
      username: session.username,
      ...(problem && { problem }),
      ...(flowId === undefined ? {} : { flowId }),
      ...destinationView(destination),
    },
    { status },
  );
}

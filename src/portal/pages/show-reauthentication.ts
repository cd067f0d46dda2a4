import type { Answer } from '../../http/answer.ts';
import type { PortalServices } from '../portal-services.ts';
import { destinationView } from './destination.ts';
import { nameOf } from './name-of.ts';
import type { PageAnswers, PageView } from './page-answers.ts';
import type { Proving } from './show-second-factor.ts';

/** What was wrong with a form sent without script. */
export interface ReauthenticationWish {
  readonly problem?: PageView['problem'];
  readonly status?: number;
  /** The OpenID Connect flow that goes on afterwards. */
  readonly flowId?: string;
}

/**
 * Asks for a factor once more: the password, or one of the person's own keys at this host. The user name is there for password managers. Throws
 * `AppError` where the storage is away.
 */
export async function showReauthentication(
  { webauthn, enrolledFactors }: Pick<PortalServices, 'webauthn' | 'enrolledFactors'>,
  pages: PageAnswers,
  { request, session, destination }: Proving,
  { problem, status = 200, flowId }: ReauthenticationWish = {},
): Promise<Answer> {
  const { username } = session;
  const canUsePasskey =
    webauthn !== undefined && (await enrolledFactors.of(username, request.site?.host)).webauthn;
  return pages.show(
    request,
    {
      page: 'reauthenticate',
      displayName: nameOf(session),
      username,
      canUsePasskey,
      ...(problem && { problem }),
      ...(flowId === undefined ? {} : { flowId }),
      ...destinationView(destination),
    },
    { status },
  );
}

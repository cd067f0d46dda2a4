import type { KeptPath } from '../../../shared/api/page.ts';
import type { Answer } from '../../http/answer.ts';
import type { PortalServices } from '../portal-services.ts';
import { destinationView } from './destination.ts';
import type { PageAnswers } from './page-answers.ts';
import type { Visit } from './with-visit.ts';

/** What the page keeps besides a target. */
export interface SignInKeeps {
  readonly keptPath?: KeptPath | undefined;
  /** The OpenID Connect flow that goes on afterwards. */
  readonly flowId?: string;
  /** The code of a device that the person came with. */
  readonly userCode?: string;
}

/** The sign-in page, from where a person comes to their target, or back to the page of ours that they wanted. */
export function showSignIn(
  { webauthn }: Pick<PortalServices, 'webauthn'>,
  pages: PageAnswers,
  { request, destination }: Pick<Visit, 'request' | 'destination'>,
  { keptPath, flowId, userCode }: SignInKeeps = {},
): Answer {
  return pages.show(request, {
    page: 'sign-in',
    ...(keptPath === undefined ? {} : { keptPath }),
    ...(webauthn?.config.enable_passkey_login === true ? { canUsePasskey: true } : {}),
    ...(flowId === undefined ? {} : { flowId }),
    ...(userCode === undefined ? {} : { userCode }),
    ...destinationView(destination),
  });
}

import type { Answer } from '../../http/answer.ts';
import { errorStatus } from '../../http/error-answer.ts';
import { AppError } from '../../lib/app-error.ts';
import type { IssuedSession } from '../../session/sessions.ts';
import { redirect } from '../answers.ts';
import { attemptTarget } from '../attempt-target.ts';
import type { SiteRequest } from '../endpoint.ts';
import { fields } from '../fields.ts';
import { nextStepAfterFirstFactor } from '../next-step.ts';
import type { PortalServices } from '../portal-services.ts';
import { type PasswordAttempt, signInWithPassword } from '../sign-in-with-password.ts';
import {
  type Destination,
  destinationQuery,
  destinationView,
  portalQuery,
  readDestination,
} from './destination.ts';
import { onwardPath } from './onward-page.ts';
import type { PageAnswers, PageView } from './page-answers.ts';
import { readForm, type SentForm } from './read-form.ts';
import { flowQuery, knownFlow } from './show-flow.ts';

/**
 * `POST sign-in`: the sign-in form sent without script. Right, it leads on by 303; else the page comes again with the problem and the
 * user name.
 */
export async function signInByForm(
  services: PortalServices,
  pages: PageAnswers,
  request: SiteRequest,
): Promise<Answer> {
  const form = readForm(request);
  const destination = readDestination(
    form?.all('targetURL') ?? [],
    form?.all('requestMethod') ?? [],
    services.config.session.cookies,
  );
  const attempt = form && readAttempt(request, form);
  const again = (status: number, problem: PageView['problem']) => {
    const flow = flowOf(form);
    const kept = { ...(flow === undefined ? {} : { flowId: flow }), ...keptFields(form) };
    const view = { page: 'sign-in', ...destinationView(destination), ...kept } as const;
    return pages.show(request, { ...view, ...(problem && { problem }) }, { status });
  };
  if (attempt === undefined) return again(400, 'missing-fields');
  try {
    const issued = await signInWithPassword(services, request, attempt);
    if (typeof issued === 'string') return again(401, issued);
    const flow = flowOf(form);
    const next =
      flow === undefined
        ? nextPath(services, request, issued, destination)
        : onwardPath(request, flowQuery(flow));
    return redirect(303, next, [['Set-Cookie', issued.setCookie]]);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const { detail } = error;
    services.log.error(
      { err: error, detail, request_id: request.id },
      'sign-in is not possible at the moment',
    );
    return again(errorStatus(error), 'unavailable');
  }
}

function readAttempt(request: SiteRequest, form: SentForm): PasswordAttempt | undefined {
  const username = fields.username.safeParse(form.field('username'));
  const password = fields.password.safeParse(form.field('password'));
  if (!username.success || !password.success) return undefined;
  return {
    username: username.data,
    password: password.data,
    wantsToBeRemembered: isTicked(form),
    target: attemptTarget(request, form.field('targetURL') ?? '', form.field('requestMethod') ?? ''),
  };
}

/** What the person need not type again. */
function keptFields(form: SentForm | undefined): Pick<PageView, 'username' | 'isRememberTicked'> {
  const username = fields.username.safeParse(form?.field('username'));
  return {
    ...(username.success ? { username: username.data } : {}),
    ...(form !== undefined && isTicked(form) ? { isRememberTicked: true } : {}),
  };
}

/** The flow that the form was shown in; undefined where there was none. */
function flowOf(form: SentForm | undefined): string | undefined {
  return form?.field('flow') === knownFlow ? form.field('flowID') : undefined;
}

function isTicked(form: SentForm): boolean {
  return (form.field('keepMeLoggedIn') ?? '') !== '';
}

function nextPath(
  { config, policy, clock }: PortalServices,
  request: SiteRequest,
  { session }: IssuedSession,
  destination: Destination,
): string {
  const step = nextStepAfterFirstFactor({
    session,
    cookieDomain: request.cookieDomain,
    allDomains: config.session.cookies,
    policy,
    address: request.address,
    nowMs: clock.now(),
    rawTargetUrl: destination.kind === 'safe' ? destination.target.url : '',
    requestMethod: destination.kind === 'safe' ? destination.target.method : 'GET',
  });
  if (step.kind !== 'redirect') return `${request.basePath}${destinationQuery(destination)}`;
  const { redirect: rd } = step.data;
  return onwardPath(request, destinationQuery(destination) || portalQuery({ rd }));
}

import { type KeptPath, secondFactorNames, settingsPaths } from '../../../shared/api/page.ts';
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
  destinationOfForm,
  destinationQuery,
  destinationView,
  portalQuery,
} from './destination.ts';
import { onwardPath } from './onward-page.ts';
import type { PageAnswers, PageView } from './page-answers.ts';
import { readForm, type SentForm } from './read-form.ts';
import { flowOfForm, flowQuery } from './show-flow.ts';

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
  const destination = destinationOfForm(form, services.config.session.cookies);
  const attempt = form && readAttempt(request, form);
  const keptPath = keptPaths.find((path) => path === form?.field('keptPath'));
  const userCode = keptPath === devicePath ? form?.field('user_code') : undefined;
  const again = (status: number, problem: PageView['problem']) => {
    const isPasskeyOn = services.webauthn?.config.enable_passkey_login === true;
    const flow = flowOfForm(form);
    const view = {
      page: 'sign-in',
      ...(isPasskeyOn ? { canUsePasskey: true } : {}),
      ...(keptPath === undefined ? {} : { keptPath }),
      ...(flow === undefined ? {} : { flowId: flow }),
      ...(userCode === undefined ? {} : { userCode }),
      ...destinationView(destination),
      ...keptFields(form),
    } as const;
    return pages.show(request, { ...view, ...(problem && { problem }) }, { status });
  };
  if (attempt === undefined) return again(400, 'missing-fields');
  try {
    const issued = await signInWithPassword(services, request, attempt);
    if (typeof issued === 'string') return again(401, issued);
    const next = nextAfterForm(services, request, issued, {
      destination,
      keptPath,
      flow: flowOfForm(form),
      userCode,
    });
    return redirect(303, next, [['Set-Cookie', issued.setCookie], ...issued.headers]);
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

/** What a form says of what comes after it. */
interface FormOnward {
  readonly destination: Destination;
  readonly keptPath: KeptPath | undefined;
  readonly flow: string | undefined;
  readonly userCode: string | undefined;
}

/** A flow wins over a page of ours, and that over a target. */
function nextAfterForm(
  services: PortalServices,
  request: SiteRequest,
  issued: IssuedSession,
  { destination, keptPath, flow, userCode }: FormOnward,
): string {
  if (flow !== undefined) return onwardPath(request, flowQuery(flow));
  if (userCode !== undefined) {
    const query = new URLSearchParams({ user_code: userCode }).toString();
    return `${request.basePath}${devicePath}?${query}`;
  }
  return keptPath === undefined
    ? nextPath(services, request, issued, destination)
    : `${request.basePath}${keptPath}${destinationQuery(destination)}`;
}

const devicePath = 'consent/openid/device-authorization';

/** The pages of ours to which a sign-in may lead back. */
const keptPaths: readonly KeptPath[] = [
  ...settingsPaths,
  ...secondFactorNames.map((name) => `2fa/${name}` as const),
  devicePath,
];

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

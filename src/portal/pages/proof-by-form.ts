import type { SecondFactorName } from '../../../shared/api/page.ts';
import type { Answer } from '../../http/answer.ts';
import { redirect } from '../answers.ts';
import type { Endpoint, SiteRequest } from '../endpoint.ts';
import type { PortalServices } from '../portal-services.ts';
import { findVisitor } from '../visitor.ts';
import { askApiByForm } from './api-by-form.ts';
import { type Destination, destinationOfForm, destinationQuery, portalQuery } from './destination.ts';
import { onwardPath } from './onward-page.ts';
import type { PageAnswers, PageView } from './page-answers.ts';
import { readForm, type SentForm } from './read-form.ts';
import { flowOfForm, flowQuery } from './show-flow.ts';
import { showReauthentication } from './show-reauthentication.ts';
import { showSecondFactor } from './show-second-factor.ts';

/** A proof that can be given by a form without script. */
export interface FormProof {
  /** The form's path, and the endpoint's below `/api/`. */
  readonly path: string;
  readonly endpoint: string;
  /** The field of both. */
  readonly field: 'token' | 'code' | 'password';
  /** Undefined: the password once more, on a page of its own. */
  readonly method: SecondFactorName | undefined;
  readonly rateLimit: NonNullable<Endpoint['rateLimit']>;
}

/** All of them. */
export const formProofs: readonly FormProof[] = [
  {
    path: '/2fa/one-time-password',
    endpoint: 'secondfactor/totp',
    field: 'token',
    method: 'one-time-password',
    rateLimit: 'second_factor_totp',
  },
  {
    path: '/2fa/recovery-code',
    endpoint: 'secondfactor/recovery-code',
    field: 'code',
    method: 'recovery-code',
    rateLimit: 'second_factor_totp',
  },
  {
    path: '/2fa/password',
    endpoint: 'secondfactor/password',
    field: 'password',
    method: 'password',
    rateLimit: 'first_factor',
  },
  {
    path: '/reauthenticate',
    endpoint: 'firstfactor/reauthenticate',
    field: 'password',
    method: undefined,
    rateLimit: 'first_factor',
  },
];

/** Gives a proof that came by a form: right, it leads on by 303; else the page comes again with the problem. */
export async function proofByForm(
  services: PortalServices,
  pages: PageAnswers,
  api: readonly Endpoint[],
  request: SiteRequest,
  proof: FormProof,
): Promise<Answer> {
  const form = readForm(request);
  const destination = destinationOfForm(form, services.config.session.cookies);
  const flow = flowOfForm(form);
  const value = form?.field(proof.field) ?? '';
  const again = (problem: NonNullable<PageView['problem']>, status: number) =>
    showAgain(services, pages, request, { destination, flow, proof, problem, status });
  if (form === undefined || value.trim() === '') {
    return again(proof.field === 'password' ? 'missing-password' : 'missing-code', 400);
  }
  const outcome = await askApiByForm(services, api, request, {
    method: 'POST',
    path: `/api/${proof.endpoint}`,
    body: bodyOf(proof, value, form, destination),
  });
  switch (outcome.kind) {
    case 'done':
      return redirect(
        303,
        flow === undefined
          ? nextPath(request, destination, outcome.redirect)
          : onwardPath(request, flowQuery(flow)),
        outcome.cookies,
      );
    case 'refused':
      return again(proof.field === 'password' ? 'wrong-password' : 'wrong-code', outcome.status);
    case 'unavailable':
      return again('unavailable', outcome.status);
    case 'not-signed-in':
      return redirect(303, `${request.basePath}${destinationQuery(destination)}`);
  }
}

function bodyOf({ field }: FormProof, value: string, form: SentForm, destination: Destination): object {
  return {
    // What script does with what is typed: an app shows its code in groups.
    [field]: field === 'token' ? value.replaceAll(/[\s-]/g, '') : value,
    ...(destination.kind === 'safe' && {
      targetURL: destination.target.url,
      requestMethod: destination.target.method,
    }),
    ...((form.field('rememberDevice') ?? '') !== '' && { rememberDevice: true }),
  };
}

/** The portal's own page where it is up to it what comes next. */
function nextPath(request: SiteRequest, destination: Destination, rd: string | undefined): string {
  if (rd === undefined) return `${request.basePath}${destinationQuery(destination)}`;
  return onwardPath(request, destinationQuery(destination) || portalQuery({ rd }));
}

interface Again {
  readonly destination: Destination;
  /** The OpenID Connect flow that the form was sent in. */
  readonly flow: string | undefined;
  readonly proof: FormProof;
  readonly problem: NonNullable<PageView['problem']>;
  readonly status: number;
}

async function showAgain(
  services: PortalServices,
  pages: PageAnswers,
  request: SiteRequest,
  { destination, flow, proof, problem, status }: Again,
): Promise<Answer> {
  const visitor = await findVisitor(services.sessions, request, { countsAsActivity: true });
  if (visitor === undefined) return redirect(303, `${request.basePath}${destinationQuery(destination)}`);
  const { session } = visitor;
  const kept = { problem, status, ...(flow === undefined ? {} : { flowId: flow }) };
  if (proof.method !== undefined) {
    const wish = { method: proof.method, ...kept };
    return showSecondFactor(services, pages, { request, session, destination }, wish);
  }
  return showReauthentication(services, pages, { request, session, destination }, kept);
}

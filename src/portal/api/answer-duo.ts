import type { DuoDeviceData, DuoDevicesData } from '../../../shared/api/duo.ts';
import type { DuoPerson, DuoPhone } from '../../factors/duo/duo-client.ts';
import type { DuoFactor, DuoStep } from '../../factors/duo/duo-factor.ts';
import type { Answer } from '../../http/answer.ts';
import { plainAnswer } from '../../http/plain-answer.ts';
import { safeRedirect } from '../../session/safe-redirect.ts';
import type { FoundSession } from '../../session/sessions.ts';
import { ko, messages, ok } from '../answers.ts';
import { attemptTarget } from '../attempt-target.ts';
import type { SiteRequest } from '../endpoint.ts';
import { originOf } from '../origin-of.ts';
import type { PortalServices } from '../portal-services.ts';
import { answerSecondFactor, type SecondFactorProof } from './answer-second-factor.ts';

/** Somebody who asks for a push. */
export interface DuoAttempt {
  readonly visitor: FoundSession;
  readonly person: DuoPerson;
  readonly destination: SecondFactorProof['destination'];
}

/**
 * Asks Duo, and answers (behaviour.md §1.6): success raises the session; where a device must be enrolled or chosen first, that is told; whatever
 * Duo or its user refuses counts as a failure, a Duo that cannot be reached does not.
 */
export async function answerDuo(
  services: PortalServices,
  duo: DuoFactor,
  request: SiteRequest,
  attempt: DuoAttempt,
): Promise<Answer> {
  const step = await duo.nextStep(attempt.person);
  if (step.kind === 'enroll' || step.kind === 'choose') return ok(dataOf(step));
  const isProved = await prove(services, duo, request, { ...attempt, step });
  if (isProved) {
    const { visitor, destination } = attempt;
    return answerSecondFactor(services, request, visitor, {
      methods: duoMethods,
      usedMethod: 'mobile_push',
      destination,
    });
  }
  if (step.kind === 'push') return ko(401, messages.authenticationFailed);
  return step.kind === 'deny' && step.hadDevice ? plainAnswer(401) : ok({ result: 'deny' });
}

/** What Authelia calls it (behaviour.md §9.3): RFC 8176 has no name for a push. */
const duoMethods = ['sms'];

type FinalStep = Exclude<DuoStep, { readonly kind: 'enroll' | 'choose' }>;

/** Through the door for further proofs: a ban keeps pushes from being sent at all. */
async function prove(
  { config, secondFactorDoor }: PortalServices,
  duo: DuoFactor,
  request: SiteRequest,
  { person, destination, step }: DuoAttempt & { readonly step: FinalStep },
): Promise<boolean> {
  const { username, address } = person;
  const target = attemptTarget(request, destination.targetURL, destination.requestMethod);
  const attempt = { username, type: 'Duo', address, origin: originOf(request), target } as const;
  const outcome = await secondFactorDoor.attempt(attempt, async () => {
    if (step.kind !== 'push') return step.kind === 'allow';
    const safe = safeRedirect(destination.targetURL, config.session.cookies);
    // Without its query, which may hold what is nobody's business but the application's.
    const targetUrl = safe === undefined ? undefined : `${safe.origin}${safe.pathname}`;
    return duo.push(person, { device: step.device, targetUrl });
  });
  return outcome === 'right';
}

function dataOf(step: Exclude<DuoStep, FinalStep>): DuoDevicesData {
  if (step.kind === 'choose') {
    return { result: 'auth', devices: toDeviceData(step.devices) };
  }
  const { enrollUrl } = step;
  return { result: 'enroll', ...(enrollUrl === undefined ? {} : { enroll_url: enrollUrl }) };
}

/** The devices as the pages read them. */
export function toDeviceData(devices: readonly DuoPhone[]): readonly DuoDeviceData[] {
  return devices.map(({ device, displayName, capabilities }) => ({
    device,
    display_name: displayName,
    capabilities,
  }));
}

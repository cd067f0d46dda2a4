import type { SecondFactorName, SecondFactorView } from '../../../shared/api/page.ts';
import type { SecondFactorMethod } from '../../config/sections/default-2fa-method.ts';
import type { Enrolled } from '../../factors/enrolled-factors.ts';
import { beganWith } from '../../session/level.ts';
import type { Session } from '../../session/session.ts';
import type { SiteRequest } from '../endpoint.ts';
import type { PortalServices } from '../portal-services.ts';

const nameOfMethod: Readonly<Record<SecondFactorMethod, SecondFactorName>> = {
  totp: 'one-time-password',
  webauthn: 'webauthn',
  mobile_push: 'push-notification',
};

/** What the second-factor page offers to the person signed in; `wanted` comes first where they have it. Throws `AppError` where the storage is away. */
export async function secondFactorView(
  {
    enrolledFactors,
    secondFactorChoice,
    rememberedDevices,
    totp,
  }: Pick<PortalServices, 'enrolledFactors' | 'rememberedDevices' | 'secondFactorChoice' | 'totp'>,
  { site }: SiteRequest,
  session: Session,
  wanted: SecondFactorName | undefined,
): Promise<SecondFactorView> {
  const { username } = session;
  const [enrolled, preferred, configuration] = await Promise.all([
    enrolledFactors.of(username, site?.host),
    secondFactorChoice.preferred(username),
    totp?.find(username),
  ]);
  const { available } = secondFactorChoice;
  const methods = offeredMethods({ available, enrolled, session });
  const order = [wanted, ...preferred.map((method) => nameOfMethod[method])];
  const first = order.find((method) => method !== undefined && methods.includes(method));
  return {
    methods: methods.toSorted((one, other) => Number(other === first) - Number(one === first)),
    otpDigits: configuration?.digits ?? 6,
    canEnrol: available.length > 0,
    canRememberDevice: rememberedDevices.isOn,
  };
}

interface Offer {
  readonly available: readonly SecondFactorMethod[];
  readonly enrolled: Enrolled;
  readonly session: Session;
}

/** For somebody who began with what they own, by a passkey, what they know is the second factor: also where it has to be given once more. */
function offeredMethods({ available, enrolled, session }: Offer): readonly SecondFactorName[] {
  if (beganWith(session.methods) !== 'knowledge') return ['password'];
  const has = { totp: enrolled.totp, webauthn: enrolled.webauthn, mobile_push: true };
  const own = available.filter((method) => has[method]).map((method) => nameOfMethod[method]);
  return enrolled.recoveryCodesLeft > 0 ? [...own, 'recovery-code'] : own;
}

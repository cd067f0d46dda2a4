import type { Provider } from 'oidc-provider';
import type { Random } from '../../lib/random.ts';
import type { EngineSignIn } from '../engine/sign-in-context.ts';
import { oidcPaths } from '../paths.ts';
import { interactionSeconds } from '../provider-configuration.ts';
import { resumeCookie } from './resume-cookie.ts';
import { readUserCode, type UserCodes } from './user-codes.ts';

/** Where a person goes on who typed the code of a device. */
export interface BegunDeviceFlow {
  readonly flowId: string;
  readonly url: string;
  /** Going on takes this cookie: the flow is this browser's alone. */
  readonly setCookie: string;
}

/** What a device flow begins with. */
export interface DeviceFlowParts {
  readonly provider: Provider;
  readonly userCodes: UserCodes;
  readonly random: Random;
}

/**
 * Takes the code that a device shows for a sign-in, and begins an interrupted request as the engine does, which then looks at everything: the
 * person, the level, consent; with `prompt` consent, that question is open already. Undefined where no device waits with that code, or somebody else has taken it.
 */
export async function beginDeviceFlow(
  { provider, userCodes, random }: DeviceFlowParts,
  signIn: EngineSignIn,
  rawUserCode: string,
  prompt: 'device' | 'consent' = 'device',
): Promise<BegunDeviceFlow | undefined> {
  const device = await findWaitingDevice(provider, rawUserCode);
  if (device === undefined || !(await userCodes.claim(device.userCode, signIn.uid))) return undefined;
  const uid = random.bytes(24).toString('base64url');
  const returnTo = `${provider.issuer}${oidcPaths['device-page']}/${uid}`;
  const { uid: session, accountId, cookieValue: cookie } = signIn;
  const interaction = Object.assign(new provider.Interaction(), {
    uid,
    returnTo,
    prompt: { name: prompt, reasons: [], details: {} },
    params: device.params ?? {},
    session: { accountId, uid: session, cookie },
    deviceCode: device.jti,
    cid: uid,
  });
  await interaction.save(interactionSeconds);
  return { flowId: uid, url: returnTo, setCookie: resumeCookie(returnTo, uid) };
}

/** The device that shows a code and waits for its person; undefined where none does. */
export async function findWaitingDevice(provider: Provider, rawUserCode: string) {
  const userCode = readUserCode(rawUserCode);
  const device = userCode === undefined ? undefined : await provider.DeviceCode.findByUserCode(userCode);
  if (device === undefined || device.isExpired) return undefined;
  return device.error === undefined && device.accountId === undefined ? device : undefined;
}

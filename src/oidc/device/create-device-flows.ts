import { loadClient } from '../clients/load-client.ts';
import {
  type Decision,
  type FlowParts,
  findFlow,
  findIssuer,
  isFactorMissing,
  questionOf,
  takeDecision,
  type Visit,
} from '../create-flows.ts';
import { beginDeviceFlow, findWaitingDevice } from './begin-device-flow.ts';
import { resumeDeviceFlow } from './resume-device-flow.ts';
import { readUserCode, shownUserCode } from './user-codes.ts';

/** Somebody who holds a device that waits. */
type DeviceVisit = Omit<Visit, 'rawFlowId'>;

/** What the portal asks of the provider about the codes of devices (`OpenIdDeviceFlows` of the portal). */
export function createDeviceFlows(parts: FlowParts) {
  const { random, context, signIns } = parts;

  async function standing({ cookieDomain, session, address }: DeviceVisit) {
    const issuer = findIssuer(parts, cookieDomain);
    if (issuer === undefined || session === undefined) return undefined;
    return { issuer, signIn: await signIns.of(cookieDomain, session, address) };
  }

  async function finish(visit: Visit, rawUserCode: string): Promise<boolean> {
    const there = await standing(visit);
    const interaction = (await findFlow(parts, visit))?.interaction;
    if (there === undefined || interaction?.deviceCode === undefined) return false;
    const { issuer, signIn } = there;
    if (interaction.session?.uid !== signIn.uid) return false;
    const device = await issuer.provider.DeviceCode.find(interaction.deviceCode);
    if (device === undefined || device.userCode !== readUserCode(rawUserCode)) return false;
    const end = await resumeDeviceFlow(issuer, context, signIn, interaction.uid);
    return URL.parse(end)?.searchParams.get('decision') === 'accepted';
  }

  return {
    async enterUserCode(visit: DeviceVisit, rawUserCode: string) {
      const there = await standing(visit);
      return there && beginDeviceFlow({ ...there.issuer, random }, there.signIn, rawUserCode);
    },
    async questionOfDevice(visit: DeviceVisit, rawUserCode: string) {
      const there = await standing(visit);
      const device = there && (await findWaitingDevice(there.issuer.provider, rawUserCode));
      if (there === undefined || device === undefined) return undefined;
      const client = await loadClient(there.issuer.provider, parts.clients, device.clientId ?? '');
      if (client === undefined) return undefined;
      return {
        ...questionOf(parts, client, device.params, shownUserCode(device.userCode)),
        isProofMissing: isFactorMissing(parts, { params: device.params ?? {}, signIn: there.signIn, client }),
      };
    },
    /** Nothing is given before `finishDevice`; a refusal is final at once. */
    async decideOfDevice(visit: DeviceVisit, rawUserCode: string, decision: Decision) {
      const there = await standing(visit);
      const device = there && (await findWaitingDevice(there.issuer.provider, rawUserCode));
      if (there === undefined || device?.clientId !== decision.clientId) return undefined;
      const { issuer, signIn } = there;
      const begun = await beginDeviceFlow({ ...issuer, random }, signIn, rawUserCode, 'consent');
      if (begun === undefined) return undefined;
      const ofFlow = { ...visit, rawFlowId: begun.flowId };
      if ((await takeDecision(parts, ofFlow, decision)) === undefined) return undefined;
      if (!decision.isGiven) await finish(ofFlow, rawUserCode);
      return begun.flowId;
    },
    finishDevice: finish,
  };
}

import type { Interaction, Provider } from 'oidc-provider';
import type { ClientConfig } from '../config/sections/identity-providers/client.ts';
import type { CookieDomainConfig } from '../config/sections/session.ts';
import type { Clock } from '../lib/clock.ts';
import type { Random } from '../lib/random.ts';
import type { Session } from '../session/session.ts';
import type { RememberedConsents } from '../storage/remembered-consents.ts';
import { acrDemandOf, judgeAcr } from './acr-values.ts';
import type { AuthorizationPolicies } from './authorization-policies.ts';
import type { KnownClients } from './clients/known-clients.ts';
import { loadClient } from './clients/load-client.ts';
import { askedOf, hostOf } from './consent/asked-of-request.ts';
import type { Issuer } from './create-listener.ts';
import { shownUserCode } from './device/user-codes.ts';
import { needsFreshProof, proofPrompts } from './engine/proof-of-request.ts';
import { requestParameter } from './engine/request-parameter.ts';
import type { EngineSignIn, SignInContext } from './engine/sign-in-context.ts';
import type { SignIns } from './find-sign-in.ts';

/** Somebody at the portal on the way to a client. */
export interface Visit {
  readonly cookieDomain: CookieDomainConfig;
  readonly rawFlowId: string;
  readonly session: Session | undefined;
  readonly address: string | undefined;
}

/** What the flows are made of. */
export interface FlowParts {
  readonly issuers: readonly Issuer[];
  readonly signIns: SignIns;
  readonly context: SignInContext;
  readonly policies: AuthorizationPolicies;
  readonly remembered: RememberedConsents;
  readonly scopes: readonly string[];
  readonly clock: Clock;
  readonly random: Random;
  readonly clients: KnownClients;
}

/** A question of consent together with what it takes to answer it. */
interface OpenQuestion {
  readonly provider: Provider;
  readonly interaction: Interaction;
  readonly signIn: EngineSignIn;
  readonly client: ClientConfig;
  readonly scopes: readonly string[];
  readonly audience: readonly string[];
  readonly claims: readonly string[];
}

/** The answer to it, as the portal hands it in. */
export interface Decision {
  readonly clientId: string;
  readonly isGiven: boolean;
  readonly isToBeRemembered: boolean;
  readonly claims: readonly string[] | undefined;
}

/** What the portal's pages and its API ask of the provider (`OpenIdFlows` of the portal). */
export function createFlows(parts: FlowParts) {
  return {
    step: (visit: Visit) => step(parts, visit),
    async question(visit: Visit) {
      const question = await openQuestion(parts, visit);
      if (question === undefined) return undefined;
      const { client, interaction } = question;
      return questionOf(parts, client, interaction.params, await userCodeOf(question));
    },
    decide: (visit: Visit, decision: Decision) => takeDecision(parts, visit, decision),
  };
}

/** Takes the answer to the open question and gives where to go on; undefined where there is no question. */
export async function takeDecision(
  parts: FlowParts,
  visit: Visit,
  decision: Decision,
): Promise<string | undefined> {
  const question = await openQuestion(parts, visit);
  if (question === undefined || question.client.client_id !== decision.clientId) return undefined;
  await parts.context.run(question.signIn, () => decide(parts, question, decision));
  return question.interaction.returnTo;
}

/** What people are asked about a request; `userCode` where a device made it. */
export function questionOf(
  parts: Pick<FlowParts, 'scopes'>,
  client: ClientConfig,
  params: object | undefined,
  userCode: string | undefined,
) {
  return {
    clientId: client.client_id,
    clientName: client.client_name,
    ...askedOf(parts.scopes, client, params),
    // Who is asked about a device is always asked.
    canBeRemembered: userCode === undefined && rememberedMs(client) !== undefined,
    redirectHost: hostOf(requestParameter(params, 'redirect_uri')),
    userCode,
    isProofMissing: false,
  };
}

/** The portal's own issuer. */
export function findIssuer(
  { issuers }: Pick<FlowParts, 'issuers'>,
  { domain }: Pick<CookieDomainConfig, 'domain'>,
): Issuer | undefined {
  return issuers.find((issuer) => issuer.domain.domain === domain);
}

/** The flow of that id at the portal's own issuer. The id names it and opens nothing: going on takes the cookie of the browser that began it. */
export async function findFlow(parts: FlowParts, { cookieDomain, rawFlowId }: Visit) {
  const issuer = findIssuer(parts, cookieDomain);
  if (issuer === undefined || !/^[\w-]{1,128}$/.test(rawFlowId)) return undefined;
  const interaction = await issuer.provider.Interaction.find(rawFlowId);
  return interaction && { provider: issuer.provider, interaction };
}

async function step(parts: FlowParts, visit: Visit) {
  const flow = await findFlow(parts, visit);
  if (flow === undefined) return { kind: 'unknown' } as const;
  const { interaction, provider } = flow;
  const { session, cookieDomain, address } = visit;
  const goOn = (url: string) => ({ kind: 'go-on', url }) as const;
  if (session === undefined) return { kind: 'sign-in' } as const;
  if (interaction.prompt.name === 'consent') {
    const isAnswered = interaction.result !== undefined;
    return goOn(isAnswered ? interaction.returnTo : consentUrl(provider.issuer, interaction.uid));
  }
  if (!proofPrompts.includes(interaction.prompt.name)) return { kind: 'unknown' } as const;
  if (needsFreshProof(interaction, session.firstFactorAtMs)) return { kind: 'fresh-first-factor' } as const;
  const signIn = await parts.signIns.of(cookieDomain, session, address);
  const client = await clientOf(parts, provider, interaction);
  const isMissing = isFactorMissing(parts, { params: interaction.params, signIn, client });
  return isMissing ? ({ kind: 'second-factor' } as const) : goOn(interaction.returnTo);
}

/** Whom the policy denies is told so by the client, which the engine sends them to. */
export function isFactorMissing(
  { policies }: FlowParts,
  {
    params,
    signIn,
    client,
  }: Pick<Interaction, 'params'> & {
    readonly signIn: EngineSignIn;
    readonly client: ClientConfig | undefined;
  },
): boolean {
  if (signIn.level >= 2) return false;
  const demand = acrDemandOf(params);
  if (demand !== undefined && judgeAcr(demand, signIn) === 'second-factor') return true;
  return policies(client?.authorization_policy ?? '', signIn) === 'two_factor';
}

function clientOf(
  { clients }: FlowParts,
  provider: Provider,
  { params }: Interaction,
): Promise<ClientConfig | undefined> {
  return loadClient(provider, clients, requestParameter(params, 'client_id'));
}

/** The question that the person of the session has to answer: nobody else's, none that is answered. */
async function openQuestion(parts: FlowParts, visit: Visit): Promise<OpenQuestion | undefined> {
  const flow = await findFlow(parts, visit);
  const { session, cookieDomain, address } = visit;
  if (flow === undefined || session === undefined) return undefined;
  const { interaction, provider } = flow;
  const signIn = await parts.signIns.of(cookieDomain, session, address);
  const client = await clientOf(parts, provider, interaction);
  if (interaction.prompt.name !== 'consent' || interaction.session?.uid !== signIn.uid) return undefined;
  if (client === undefined || interaction.result !== undefined) return undefined;
  return { provider, interaction, signIn, client, ...askedOf(parts.scopes, client, interaction.params) };
}

async function userCodeOf({ provider, interaction }: Pick<OpenQuestion, 'provider' | 'interaction'>) {
  if (interaction.deviceCode === undefined) return undefined;
  const device = await provider.DeviceCode.find(interaction.deviceCode);
  return device && shownUserCode(device.userCode);
}

async function decide(
  { remembered, clock }: FlowParts,
  { provider, interaction, signIn, client, scopes, audience, claims }: OpenQuestion,
  decision: Decision,
): Promise<void> {
  if (!decision.isGiven) {
    interaction.result = {
      error: 'access_denied',
      error_description: 'the resource owner denied the request',
    };
    await interaction.persist();
    return;
  }
  const { accountId } = signIn;
  const clientId = client.client_id;
  const known =
    interaction.grantId === undefined ? undefined : await provider.Grant.find(interaction.grantId);
  const grant = known ?? new provider.Grant({ accountId, clientId });
  const granted = claims.filter((claim) => decision.claims?.includes(claim) ?? true);
  grant.addOIDCScope([...scopes]);
  grant.addOIDCClaims(granted);
  const grantId = await grant.save();
  interaction.result = { ...interaction.lastSubmission, consent: { grantId } };
  await interaction.persist();
  const durationMs = rememberedMs(client);
  if (!decision.isToBeRemembered || durationMs === undefined) return;
  const createdAtMs = clock.now();
  const times = { createdAtMs, expiresAtMs: createdAtMs + durationMs };
  await remembered.remember({ clientId, subject: accountId, scopes, audience, claims }, times);
}

function rememberedMs(client: ClientConfig): number | undefined {
  return client.consent_mode === 'pre-configured' ? client.pre_configured_consent_duration : undefined;
}

/** Where the portal asks for consent (behaviour.md §9.4). */
export function consentUrl(issuer: string, id: string): string {
  return `${issuer}/consent/openid/decision?flow=openid_connect&flow_id=${id}`;
}

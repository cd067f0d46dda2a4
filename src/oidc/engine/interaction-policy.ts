import { errors, interactionPolicy, type KoaContextWithOIDC } from 'oidc-provider';
import type { ClientConfig } from '../../config/sections/identity-providers/client.ts';
import type { Clock } from '../../lib/clock.ts';
import { acrDemandOf, acrOf, judgeAcr } from '../acr-values.ts';
import type { AuthorizationPolicies } from '../authorization-policies.ts';
import type { Consents } from '../consent/create-consents.ts';
import { expectedSubjects } from './expected-subjects.ts';
import { requestParameter } from './request-parameter.ts';
import type { EngineSignIn, SignInContext } from './sign-in-context.ts';

const { Check, Prompt } = interactionPolicy;

/** What the policy looks at. */
export interface InteractionPolicyParts {
  readonly signIns: SignInContext;
  readonly policies: AuthorizationPolicies;
  readonly consents: Consents;
  readonly clock: Clock;
  readonly findClient: (clientId: string) => ClientConfig | undefined;
  readonly pairwiseSubject: (accountId: string, clientId: string) => Promise<string>;
}

/**
 * When a request is interrupted, and for what (behaviour.md §9.4): signing in, a higher level, a proof that is new, consent. Somebody whom the
 * client's policy denies is told so through the client.
 */
export function createInteractionPolicy(parts: InteractionPolicyParts): InstanceType<typeof Prompt>[] {
  const startedAt = () => ({ startedAtMs: parts.clock.now() });
  const login = new Prompt(
    { name: 'login', requestable: true },
    startedAt,
    new Check('no_session', 'End-User authentication is required', 'login_required', () =>
      Promise.resolve(parts.signIns.current() === undefined),
    ),
    new Check('subject', 'somebody else is signed in', 'login_required', (ctx) => refuseOthers(parts, ctx)),
    new Check('level', 'a further factor is required', 'login_required', (ctx) => isLevelMissing(parts, ctx)),
    new Check('acr', 'a further factor is required', 'login_required', (ctx) => isAcrMissing(parts, ctx)),
    new Check('max_age', 'End-User authentication is too long ago', 'login_required', isTooLongAgo),
  );
  const selectAccount = new Prompt({ name: 'select_account', requestable: true }, startedAt);
  return [login, selectAccount, createConsentPrompt(parts)];
}

function createConsentPrompt({ consents }: InteractionPolicyParts): InstanceType<typeof Prompt> {
  const prompt = new Prompt(
    { name: 'consent', requestable: true },
    new Check('consent', 'consent is required', 'consent_required', async (ctx) => {
      const isGiven = ctx.oidc.result?.consent !== undefined;
      return !isGiven && (await consents.isNeeded(ctx));
    }),
  );
  // What `prompt=consent` asks for is among the rules of that one check.
  prompt.checks.remove('consent_prompt');
  return prompt;
}

/** Throws where the person is denied. */
function isLevelMissing(
  { signIns, policies, findClient }: InteractionPolicyParts,
  ctx: KoaContextWithOIDC,
): boolean {
  const signIn = signIns.current();
  const client = findClient(ctx.oidc.client?.clientId ?? '');
  if (signIn === undefined) return false;
  return requiredLevel(policies, client, signIn) > signIn.level;
}

function requiredLevel(
  policies: AuthorizationPolicies,
  client: ClientConfig | undefined,
  signIn: EngineSignIn,
): number {
  const requirement = client === undefined ? 'deny' : policies(client.authorization_policy, signIn);
  if (requirement === 'deny') throw new errors.AccessDenied('the policy of the client denies access');
  return requirement === 'two_factor' ? 2 : 1;
}

/**
 * What is essential is asked for or refused, what is not is asked for where somebody may be asked (OpenID Connect Core §5.5.1.1). What the ID token is
 * to say is told to the engine here, for it is decided by the request and the sign-in together.
 */
function isAcrMissing({ signIns }: InteractionPolicyParts, { oidc }: KoaContextWithOIDC): boolean {
  const signIn = signIns.current();
  if (signIn === undefined) return false;
  const demand = acrDemandOf(oidc.params);
  Object.assign(oidc.session ?? {}, { acr: acrOf(demand, signIn) });
  const verdict = demand === undefined ? 'met' : judgeAcr(demand, signIn);
  if (demand === undefined || verdict === 'met') return false;
  if (verdict === 'second-factor') return demand.isEssential || !oidc.prompts.has('none');
  if (!demand.isEssential) return false;
  throw new errors.UnmetAuthenticationRequirements('no proof at this portal is of the requested acr');
}

function isTooLongAgo({ oidc }: KoaContextWithOIDC): boolean {
  const maxAge = requestParameter(oidc.params, 'max_age');
  if (maxAge === '' || oidc.result?.login !== undefined) return false;
  return oidc.session?.past(Number(maxAge)) ?? true;
}

/**
 * A request for one person is never answered for another. Who is signed in is not asked to be somebody else: the client is told, which may ask for a new
 * sign-in (`prompt=login`).
 */
async function refuseOthers(
  { signIns, pairwiseSubject }: InteractionPolicyParts,
  { oidc }: KoaContextWithOIDC,
): Promise<boolean> {
  const accountId = signIns.current()?.accountId;
  const demands = expectedSubjects(oidc.params);
  if (accountId === undefined || demands.length === 0) return false;
  const { clientId = '', subjectType } = oidc.client ?? {};
  const subject = subjectType === 'pairwise' ? await pairwiseSubject(accountId, clientId) : accountId;
  if (demands.every((subjects) => subjects.includes(subject))) return false;
  throw new errors.LoginRequired('somebody else is signed in');
}

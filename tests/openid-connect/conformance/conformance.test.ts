import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type LogoutReceiver, startLogoutReceiver } from '../../support/logout-receiver.ts';
import type { OidcWorld } from '../../support/oidc-world.ts';
import { type ConformanceModule, type ResponseMode, startConformanceWorld } from './conformance-suite.ts';
import { answerModules, tokenModules } from './modules/answers.ts';
import { codeModules, requestObjectModules, requestObjectRedirect, validPkce } from './modules/codes.ts';
import { discoveryEndpointVerification } from './modules/discovery.ts';
import { backChannelModules, endSessionModules } from './modules/logout.ts';
import { requestModules } from './modules/requests.ts';
import { claimsEssential, scopeModules } from './modules/scopes.ts';

const [secretPost, refreshToken] = tokenModules;

/** The modules of Basic OP in the order of the public plan. */
const basicOp = [
  ...answerModules,
  ...scopeModules,
  ...requestModules,
  ...codeModules,
  secretPost,
  ...requestObjectModules,
  claimsEssential,
  requestObjectRedirect,
  refreshToken,
  validPkce,
].filter((module) => module !== undefined);

/** The public test plans of the OpenID Foundation, each with its modules. */
const plans: readonly (readonly [string, ResponseMode, readonly ConformanceModule[]])[] = [
  ['Basic OP (oidcc-basic-certification-test-plan)', 'query', basicOp],
  ['Form Post OP (oidcc-formpost-basic-certification-test-plan)', 'form_post', basicOp],
  ['RP-Initiated Logout OP (oidcc-rp-initiated-logout-certification-test-plan)', 'query', endSessionModules],
  [
    'Back-Channel Logout OP (oidcc-backchannel-rp-initiated-logout-certification-test-plan)',
    'query',
    backChannelModules,
  ],
  ['Config OP (oidcc-config-certification-test-plan)', 'query', [discoveryEndpointVerification]],
];

let world: OidcWorld;
let receiver: LogoutReceiver;
beforeAll(async () => {
  receiver = await startLogoutReceiver();
  world = await startConformanceWorld(receiver);
});
afterAll(async () => {
  await world?.[Symbol.asyncDispose]();
  await receiver?.stop();
});

describe.each(plans)('%s', (_name, responseMode, modules) => {
  test.each(modules)('$name: $does', async ({ run, mayEnd = ['passed'] }) => {
    expect(mayEnd).toContain(await run({ world, responseMode, receiver }));
  });
});

test('the plan Basic OP has as many modules as the public one, each with a name of its own, and a reason where it does not pass', () => {
  expect(new Set(basicOp.map(({ name }) => name)).size).toBe(38);
  const notPassed = basicOp.filter(({ mayEnd }) => mayEnd !== undefined);
  expect(notPassed.filter(({ because }) => because === undefined)).toEqual([]);
});

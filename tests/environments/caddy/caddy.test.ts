import { allStories, oldConfigurationStories, runScenarios } from '../../scenarios/run-scenarios.ts';
import { findProgram } from '../../support/find-program.ts';
import { startBehindProxy } from '../../support/proxied-gatehouse.ts';
import type { ProxyManners } from '../../support/proxy-environment.ts';
import { caddyFolders, startCaddy } from './start-caddy.ts';

const caddy = findProgram('caddy');

/** forward_auth hands every answer but 2xx on as it is. */
const manners: ProxyManners = {
  anonymousPost: 303,
  anonymousScript: 401,
  wrongBasic: 401,
  readsAuthorization: true,
  malformedTarget: 400,
  handsOnMethod: true,
  dropsUnderscoreHeaders: true,
};

runScenarios(
  'Caddy with forward_auth, as documented',
  () =>
    startBehindProxy({
      name: 'caddy',
      manners,
      start: (plan) => startCaddy(caddy ?? 'caddy', caddyFolders.documented, plan),
    }),
  { stories: allStories, isMissing: caddy === undefined },
);

runScenarios(
  "Caddy as Authelia's users have it",
  () =>
    startBehindProxy({
      name: 'caddy-published',
      manners: { ...manners, dropsUnderscoreHeaders: false },
      start: (plan) => startCaddy(caddy ?? 'caddy', caddyFolders.published, plan),
    }),
  { stories: allStories, isMissing: caddy === undefined },
);

runScenarios(
  'Caddy with /api/verify?rd= and the old form of the configuration',
  () =>
    startBehindProxy({
      name: 'caddy-legacy',
      configurationForm: 'old',
      manners: {
        ...manners,
        wrongBasic: 302,
        readsAuthorization: false,
        malformedTarget: 401,
        dropsUnderscoreHeaders: false,
      },
      start: (plan) => startCaddy(caddy ?? 'caddy', caddyFolders.legacy, plan),
    }),
  { stories: oldConfigurationStories, isMissing: caddy === undefined },
);

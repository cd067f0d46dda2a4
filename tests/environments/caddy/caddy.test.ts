import { allStories, oldConfigurationStories, runScenarios } from '../../scenarios/run-scenarios.ts';
import { autheliaKeys } from '../../support/authelia-keys.ts';
import { findProgram } from '../../support/find-program.ts';
import { startBehindProxy } from '../../support/proxied-gatehouse.ts';
import { documentedManners } from './documented-manners.ts';
import { caddyFolders, startCaddy } from './start-caddy.ts';

const caddy = findProgram('caddy');

runScenarios(
  'Caddy with forward_auth, as documented',
  () =>
    startBehindProxy({
      name: 'caddy',
      manners: documentedManners,
      start: (plan) => startCaddy(caddy ?? 'caddy', caddyFolders.documented, plan),
    }),
  { stories: allStories, isMissing: caddy === undefined },
);

runScenarios(
  "Caddy as Authelia's users have it",
  () =>
    startBehindProxy({
      name: 'caddy-published',
      manners: { ...documentedManners, dropsUnderscoreHeaders: false },
      furtherKeys: autheliaKeys,
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
        ...documentedManners,
        wrongBasic: 302,
        readsAuthorization: false,
        malformedTarget: 401,
        dropsUnderscoreHeaders: false,
      },
      start: (plan) => startCaddy(caddy ?? 'caddy', caddyFolders.legacy, plan),
    }),
  { stories: oldConfigurationStories, isMissing: caddy === undefined },
);

import { allStories, oldConfigurationStories, runScenarios } from '../../scenarios/run-scenarios.ts';
import { autheliaKeys } from '../../support/authelia-keys.ts';
import { findProgram } from '../../support/find-program.ts';
import { startBehindProxy } from '../../support/proxied-gatehouse.ts';
import type { ProxyManners } from '../../support/proxy-environment.ts';
import { nginxFolders, startNginx } from './start-nginx.ts';

const subPathStories = {
  'signing in': allStories['signing in'],
  'signing out': allStories['signing out'],
  'two cookie domains': allStories['two cookie domains'],
};

const nginx = findProgram('nginx');

/**
 * auth_request knows 2xx, 401 and 403. A 401 with a Location becomes a 302, for scripts and forms too; every other status becomes
 * a 500. Headers with underscores are dropped.
 */
const manners: ProxyManners = {
  anonymousPost: 302,
  anonymousScript: 302,
  wrongBasic: 401,
  readsAuthorization: true,
  malformedTarget: 500,
  handsOnMethod: true,
  dropsUnderscoreHeaders: true,
};

runScenarios(
  'nginx with auth_request, as documented',
  () =>
    startBehindProxy({
      name: 'nginx',
      manners,
      start: (plan) => startNginx(nginx ?? 'nginx', nginxFolders.documented, plan),
    }),
  { stories: allStories, isMissing: nginx === undefined },
);

runScenarios(
  'nginx with the portal under a sub-path',
  () =>
    startBehindProxy({
      name: 'nginx-sub-path',
      portalPath: '/auth',
      manners,
      start: (plan) => startNginx(nginx ?? 'nginx', nginxFolders.documented, plan),
    }),
  { stories: subPathStories, isMissing: nginx === undefined },
);

runScenarios(
  "nginx as Authelia's users have it",
  () =>
    startBehindProxy({
      name: 'nginx-published',
      // `error_page 401 =302` knows no challenge.
      manners: { ...manners, wrongBasic: 302 },
      furtherKeys: autheliaKeys,
      start: (plan) => startNginx(nginx ?? 'nginx', nginxFolders.published, plan),
    }),
  { stories: allStories, isMissing: nginx === undefined },
);

runScenarios(
  'nginx with /api/verify and the old form of the configuration',
  () =>
    startBehindProxy({
      name: 'nginx-legacy',
      configurationForm: 'old',
      // The old endpoint says 401 to malformed requests too, and nginx itself writes the way to the portal.
      manners: {
        ...manners,
        wrongBasic: 302,
        readsAuthorization: false,
        malformedTarget: 302,
        handsOnMethod: false,
      },
      start: (plan) => startNginx(nginx ?? 'nginx', nginxFolders.legacy, plan),
    }),
  { stories: oldConfigurationStories, isMissing: nginx === undefined },
);

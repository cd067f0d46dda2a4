import { allStories, runScenarios } from '../../scenarios/run-scenarios.ts';
import { findProgram } from '../../support/find-program.ts';
import { startBehindProxy } from '../../support/proxied-gatehouse.ts';
import { startHaproxy } from './start-haproxy.ts';

const haproxy = findProgram('haproxy');

runScenarios(
  'HAProxy with our Lua action, as documented',
  () =>
    startBehindProxy({
      name: 'haproxy',
      // The action hands every answer but 2xx on as it is.
      manners: {
        anonymousPost: 303,
        anonymousScript: 401,
        wrongBasic: 401,
        malformedTarget: 400,
        handsOnMethod: true,
        readsAuthorization: true,
        dropsUnderscoreHeaders: true,
      },
      start: (plan) => startHaproxy(haproxy ?? 'haproxy', plan),
    }),
  { stories: allStories, isMissing: haproxy === undefined },
);

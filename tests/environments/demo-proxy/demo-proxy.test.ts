import { allStories, runScenarios } from '../../scenarios/run-scenarios.ts';
import { startDemoProxy } from './start-demo-proxy.ts';

runScenarios("the demonstration's own proxy", startDemoProxy, { stories: allStories, isMissing: false });

import { describeWithSlapd } from '../../../support/slapd.ts';
import { backendStories } from '../backend-stories.ts';
import { freeipa } from './start-freeipa.ts';

describeWithSlapd('freeipa', () => backendStories(freeipa));

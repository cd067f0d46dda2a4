import { describeWithSlapd } from '../../../support/slapd.ts';
import { backendStories } from '../backend-stories.ts';
import { glauth } from './start-glauth.ts';

describeWithSlapd('glauth', () => backendStories(glauth));

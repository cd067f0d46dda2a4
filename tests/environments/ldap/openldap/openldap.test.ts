import { describeWithSlapd } from '../../../support/slapd.ts';
import { backendStories } from '../backend-stories.ts';
import { openldap } from './start-openldap.ts';

describeWithSlapd('openldap', () => backendStories(openldap));

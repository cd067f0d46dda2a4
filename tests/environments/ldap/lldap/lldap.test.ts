import { describeWithSlapd } from '../../../support/slapd.ts';
import { backendStories } from '../backend-stories.ts';
import { lldap } from './start-lldap.ts';

describeWithSlapd('lldap', () => backendStories(lldap));

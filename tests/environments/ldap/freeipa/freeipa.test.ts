import { describeWithSlapd } from '../../../support/slapd.ts';
import { ldapStories } from '../ldap-stories.ts';
import { freeipa } from './start-freeipa.ts';

describeWithSlapd('freeipa', () => ldapStories(freeipa));

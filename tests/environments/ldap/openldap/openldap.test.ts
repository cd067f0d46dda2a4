import { describeWithSlapd } from '../../../support/slapd.ts';
import { ldapStories } from '../ldap-stories.ts';
import { openldap } from './start-openldap.ts';

describeWithSlapd('openldap', () => ldapStories(openldap));

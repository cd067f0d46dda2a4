import { describeWithSlapd } from '../../../support/slapd.ts';
import { ldapStories } from '../ldap-stories.ts';
import { lldap } from './start-lldap.ts';

describeWithSlapd('lldap', () => ldapStories(lldap));

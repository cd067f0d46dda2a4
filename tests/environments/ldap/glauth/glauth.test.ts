import { describeWithSlapd } from '../../../support/slapd.ts';
import { ldapStories } from '../ldap-stories.ts';
import { glauth } from './start-glauth.ts';

describeWithSlapd('glauth', () => ldapStories(glauth));

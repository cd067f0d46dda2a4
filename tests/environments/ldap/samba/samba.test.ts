import { describeWithSamba } from '../../../support/samba.ts';
import { ldapStories } from '../ldap-stories.ts';
import { activeDirectory } from './start-samba-directory.ts';

describeWithSamba('Active Directory', () => ldapStories(activeDirectory));

import { describeWithSamba } from '../../../support/samba.ts';
import { backendStories } from '../backend-stories.ts';
import { activeDirectory } from './start-samba-directory.ts';

describeWithSamba('Active Directory', () => backendStories(activeDirectory));

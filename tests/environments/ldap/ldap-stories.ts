import { afterAll, beforeAll } from 'vitest';
import type { LdapDirectory, LdapKind } from '../../support/ldap-directory.ts';
import { backendStories } from './backend-stories.ts';
import { passwordStories } from './password-stories.ts';
import { wiredStories } from './wired-stories.ts';

/** All that is told of a kind of directory, over one server of it. */
export function ldapStories(kind: LdapKind): void {
  let started: LdapDirectory | undefined;
  const directory = () => {
    if (started === undefined) throw new Error('the directory has not been started');
    return started;
  };
  beforeAll(async () => {
    started = await kind.start();
  });
  afterAll(async () => started?.close());

  backendStories(kind, directory);
  passwordStories(kind, directory);
  wiredStories(kind, directory);
}

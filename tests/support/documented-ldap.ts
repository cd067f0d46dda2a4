import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { loadConfig } from '../../src/config/load.ts';
import type { LdapBackendConfig } from '../../src/config/sections/authentication-backend/ldap.ts';
import { authenticationBackend } from '../../src/config/sections/authentication-backend.ts';
import { systemRandom } from '../../src/lib/random.ts';
import { documentedConfiguration, partOf } from './documented-configuration.ts';
import { readSection } from './read-section.ts';
import { createTemporaryFolder } from './temporary-folder.ts';

/** `authentication_backend.ldap` of the document of a directory, with keys of a test put over those of the document. */
export function documentedLdapKeys(
  document: string,
  keys: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  return {
    ...partOf(documentedConfiguration(`docs/ldap/${document}.md`), 'authentication_backend', 'ldap'),
    ...keys,
  };
}

/** The same, loaded as `gatehouse --config` loads the whole configuration of the document. Fails with all problems where there is an error. */
export async function loadDocumentedLdap(
  document: string,
  keys: Readonly<Record<string, unknown>> = {},
): Promise<LdapBackendConfig> {
  const tree = documentedConfiguration(`docs/ldap/${document}.md`);
  const backend = { ...partOf(tree, 'authentication_backend'), ldap: documentedLdapKeys(document, keys) };
  const folder = await createTemporaryFolder('documented-ldap');
  try {
    const file = join(folder.path, 'configuration.yml');
    await writeFile(file, stringify({ ...tree, authentication_backend: backend }));
    const { config, problems } = await loadConfig({
      files: [file],
      environment: {},
      workingDirectory: folder.path,
      random: systemRandom,
    });
    const ldap = config?.authentication_backend.ldap;
    if (ldap === undefined)
      throw new Error(`docs/ldap/${document}.md: ${JSON.stringify(problems, undefined, 2)}`);
    return ldap;
  } finally {
    await folder.remove();
  }
}

/** Reads `authentication_backend.ldap` from keys as an operator writes them. Fails with all problems where there is an error. */
export function readLdapKeys(keys: Readonly<Record<string, unknown>>): LdapBackendConfig {
  const { ready, problems } = readSection(authenticationBackend, {
    password_reset: { disable: true },
    ldap: keys,
  });
  const errors = problems.filter(({ severity }) => severity === 'error');
  if (ready?.ldap === undefined || errors.length > 0) throw new Error(JSON.stringify(problems, undefined, 2));
  return ready.ldap;
}

import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { documentedConfiguration, partOf } from './documented-configuration.ts';
import { documentedLdapKeys } from './documented-ldap.ts';
import type { LdapDirectory } from './ldap-directory.ts';

/** Writes the configuration of a document in `docs/ldap/`, for a directory of a test, into a folder and gives its path. */
export async function writeLdapConfiguration(
  folder: string,
  document: string,
  {
    directory,
    keys = {},
    sections = {},
  }: {
    readonly directory: LdapDirectory;
    /** Put over `authentication_backend.ldap`. */
    readonly keys?: Readonly<Record<string, unknown>>;
    /** Put over the top level. */
    readonly sections?: Readonly<Record<string, unknown>>;
  },
): Promise<string> {
  const authorities = join(folder, 'authorities');
  await mkdir(authorities, { recursive: true });
  await writeFile(join(authorities, 'directory.pem'), directory.authority);
  const tree = documentedConfiguration(`docs/ldap/${document}.md`);
  const ldap = documentedLdapKeys(document, { ...directory.place, ...keys });
  const file = join(folder, 'configuration.yml');
  const configuration = {
    ...tree,
    certificates_directory: authorities,
    authentication_backend: { ...partOf(tree, 'authentication_backend'), ldap },
    ...sections,
  };
  await writeFile(file, stringify(configuration));
  return file;
}

import { existsSync } from 'node:fs';
import { findProgram } from '../../support/find-program.ts';

/** Where Debian keeps the modules of its Apache httpd. */
export const modulesFolder = '/usr/lib/apache2/modules';

/** Apache httpd, where mod_auth_openidc is there too (Debian: apache2-bin, libapache2-mod-auth-openidc). */
export function findModAuthOpenidc(): string | undefined {
  return existsSync(`${modulesFolder}/mod_auth_openidc.so`) ? findProgram('apache2') : undefined;
}

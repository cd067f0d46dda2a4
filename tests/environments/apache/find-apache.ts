import { globSync } from 'node:fs';
import { findProgram } from '../../support/find-program.ts';

/** Apache httpd, where the socket library that our script needs is there too (Debian: apache2-bin, lua-socket). */
export function findApache(): string | undefined {
  return globSync('/usr/lib/*/lua/5.3/socket/core.so').length === 0 ? undefined : findProgram('apache2');
}

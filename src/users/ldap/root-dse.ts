import type { LdapConnection } from './connection.ts';

/** What a server says of itself (RFC 4512 §5.1). */
export interface RootDse {
  /** OIDs of extended operations. */
  readonly extensions: ReadonlySet<string>;
  /** OIDs of controls. */
  readonly controls: ReadonlySet<string>;
  readonly namingContexts: readonly string[];
}

const attributes = ['supportedExtension', 'supportedControl', 'namingContexts'] as const;

/** Reads the root DSE; a server that shows none can do nothing beyond the basics. */
export async function readRootDse(connection: LdapConnection): Promise<RootDse> {
  const [entry] = await connection.search({ base: '', scope: 'base', filter: '(objectClass=*)', attributes });
  return {
    extensions: new Set(entry?.texts('supportedExtension')),
    controls: new Set(entry?.texts('supportedControl')),
    namingContexts: entry?.texts('namingContexts') ?? [],
  };
}

import type { Address } from '../notations.ts';
import { Misread, misread, type Notation } from './notation.ts';

/** Schemes whose port need not be written. */
const standardPorts: Readonly<Record<string, number>> = {
  ldap: 389,
  ldaps: 636,
  smtp: 25,
  submission: 587,
  submissions: 465,
};

/** Schemes that name a unix socket. */
const socketSchemes: readonly string[] = ['unix', 'ldapi'];

/** What an address of one key may be. */
export interface AddressRules {
  /** Schemes allowed, the one meant where none is written first. */
  readonly schemes: readonly string[];
  /** The port where neither the value nor the scheme gives one. */
  readonly port?: number;
  /** An example for messages. */
  readonly example: string;
}

/** Where to listen or connect (behaviour.md §4.2). Messages never show the value: it may hold a password. */
export function address(rules: AddressRules): Notation<Address> {
  const hint = `Write an address such as ${rules.example}.`;
  return {
    jsonSchema: { title: 'address', type: 'string' },
    read(raw) {
      if (typeof raw !== 'string') return misread('This is not an address.', hint);
      const value = raw.trim();
      const [, written, rest = ''] = /^(?:([a-z][a-z0-9+.-]*):\/\/)?(.*)$/is.exec(value) ?? [];
      const scheme = written?.toLowerCase() ?? (value.startsWith('/') ? 'unix' : (rules.schemes[0] ?? 'tcp'));
      if (!rules.schemes.includes(scheme)) {
        return misread(
          `The scheme "${scheme}" is not possible here.`,
          `${hint} Schemes: ${rules.schemes.join(', ')}.`,
        );
      }
      const ready = socketSchemes.includes(scheme)
        ? readSocket(rest)
        : scheme === 'fd'
          ? readDescriptor(rest)
          : readHostAndPort(scheme, rest, rules.port);
      return typeof ready === 'string' ? misread(ready, hint) : ready;
    },
  };
}

/** Gives the address, or a sentence on what is wrong with it. */
function readHostAndPort(scheme: string, rest: string, fallbackPort: number | undefined): Address | string {
  const parts = /^(\[[0-9a-f:.]+\]|[^[\]:/?#@\s]*)(?::(\d*))?(\/[^?#\s]*)?$/i.exec(rest);
  if (parts === null) return 'This is not an address.';
  const [, host = '', digits = '', path = ''] = parts;
  const port = digits === '' ? (standardPorts[scheme] ?? fallbackPort) : Number(digits);
  if (port === undefined) return 'The port is missing.';
  if (port > 65_535) return 'A port is at most 65535.';
  return {
    kind: 'tcp',
    scheme,
    host: host.replace(/^\[(.*)\]$/, '$1').toLowerCase(),
    port,
    path: pathOf(path),
  };
}

function readSocket(rest: string): Address | string {
  const [socketPath, query] = splitQuery(rest);
  if (!socketPath.startsWith('/')) return 'A socket needs an absolute path.';
  const options = readOptions(query);
  if (options instanceof Misread) return 'The options of this address are not known.';
  return { kind: 'unix', socketPath, umask: options.umask, path: options.path };
}

function readDescriptor(rest: string): Address | string {
  const [number, query] = splitQuery(rest);
  if (!/^\d{1,6}$/.test(number)) return 'A file descriptor is a number.';
  const options = readOptions(query);
  if (options instanceof Misread) return 'The options of this address are not known.';
  return { kind: 'fd', descriptor: Number(number), path: options.path };
}

function readOptions(query: string): { umask: number | undefined; path: string } | Misread {
  const options = new URLSearchParams(query);
  const umask = options.get('umask');
  const isKnown = [...options.keys()].every((name) => name === 'umask' || name === 'path');
  if (!isKnown || (umask !== null && !/^0?[0-7]{3}$/.test(umask))) return new Misread([]);
  return {
    umask: umask === null ? undefined : Number.parseInt(umask, 8),
    path: pathOf(options.get('path') ?? ''),
  };
}

function splitQuery(rest: string): [string, string] {
  const at = rest.indexOf('?');
  return at === -1 ? [rest, ''] : [rest.slice(0, at), rest.slice(at + 1)];
}

/** `/` where there is none; otherwise one leading slash and no trailing one. */
function pathOf(written: string): string {
  return `/${written.replaceAll(/^\/+|\/+$/g, '')}`;
}

import { isIPv4 } from 'node:net';
import { canonicalAddress } from './ip-address.ts';

/** A host in its one spelling, and the port that stood behind it. */
export interface CanonicalHost {
  /** Lower case, no trailing dot, no port; IPv6 without brackets. */
  readonly host: string;
  /** 1–65535 as written; undefined where none was. */
  readonly port: number | undefined;
}

const maxHostLength = 253;
const maxLabelLength = 63;
const dot = 0x2e;
const colon = 0x3a;

/**
 * Reads `host` or `host:port` (RFC 3986 §3.2.2, as far as browsers and proxies use it). Gives undefined for whatever two programs
 * could read in two ways: user information, blanks, backslashes, percent signs, empty labels, bytes beyond ASCII, empty or
 * malformed ports, and numbers that some take for an IPv4 address (`127.1`, `0x7f.0.0.1`).
 */
export function canonicalHost(raw: string): CanonicalHost | undefined {
  if (raw.charCodeAt(0) === 0x5b) return bracketedHost(raw);
  const end = scanName(raw);
  if (end === undefined) return undefined;
  const port = end === raw.length ? undefined : readPort(raw, end + 1);
  if (port === null) return undefined;
  const nameEnd = raw.charCodeAt(end - 1) === dot ? end - 1 : end;
  if (nameEnd === 0 || nameEnd > maxHostLength) return undefined;
  const host = raw.slice(0, nameEnd).toLowerCase();
  return isMistakableForAddress(host) ? undefined : { host, port };
}

/** Where the name ends: at a colon or at the end of the text; undefined where a character or a label is out of order. */
function scanName(raw: string): number | undefined {
  let labelStart = 0;
  for (let index = 0; index < raw.length; index++) {
    const code = raw.charCodeAt(index);
    if (code === colon) return index > 0 ? index : undefined;
    if (code === dot) {
      if (index === labelStart || index - labelStart > maxLabelLength) return undefined;
      labelStart = index + 1;
    } else if (!isNameCharacter(code)) {
      return undefined;
    }
  }
  return raw.length - labelStart > maxLabelLength ? undefined : raw.length;
}

/** Letters, digits, `-` and `_` (which no host name should have, and some have). */
function isNameCharacter(code: number): boolean {
  return (
    (code >= 0x61 && code <= 0x7a) ||
    (code >= 0x41 && code <= 0x5a) ||
    (code >= 0x30 && code <= 0x39) ||
    code === 0x2d ||
    code === 0x5f
  );
}

/** A name whose last label is a number is an IPv4 address to browsers (WHATWG URL §3.5): only the plain notation is accepted. */
function isMistakableForAddress(host: string): boolean {
  const first = host.charCodeAt(host.lastIndexOf('.') + 1);
  if (first < 0x30 || first > 0x39) return false;
  return /(?:^|\.)(?:\d+|0x[\da-f]*)$/.test(host) && !isIPv4(host);
}

function bracketedHost(raw: string): CanonicalHost | undefined {
  const end = raw.indexOf(']');
  const inside = raw.slice(1, end);
  if (end === -1 || !inside.includes(':') || inside.includes('%')) return undefined;
  const host = canonicalAddress(inside);
  if (host === undefined) return undefined;
  if (end === raw.length - 1) return { host, port: undefined };
  const port = raw.charCodeAt(end + 1) === colon ? readPort(raw, end + 2) : null;
  return port === null ? undefined : { host, port };
}

function readPort(raw: string, start: number): number | null {
  const text = raw.slice(start);
  if (!/^[1-9]\d{0,4}$/.test(text)) return null;
  const port = Number(text);
  return port <= 65_535 ? port : null;
}

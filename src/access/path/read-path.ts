import { cleanPath, removeDotSegments } from './clean-path.ts';
import { decodeFully, decodePath, decodeSegments } from './decode-path.ts';
import { utf8Text } from './utf8-text.ts';

/** Nobody honest needs a path that programs can read in more ways than this; each costs a walk through the rules. */
const maxReadings = 32;

/** What no two programs need agree on, in a path that was decoded once. The last one is what invalid UTF-8 became. */
const ambiguousPart = /[\\;?#\p{Cc}\ufffd]|\/\/|\/\.\.?(?:\/|$)|%[\da-f]{2}/iu;
const encodedSeparator = /%(?:2f|5c)/i;

/** Something that a program between the visitor and the resource may do to a path, or may leave undone. In the order in which it is done. */
const steps: readonly (readonly ((path: string) => string)[])[] = [
  [withoutParameters],
  [decodePath, decodeSegments],
  [decodeFully],
  [(path) => path.replace(/[?#\0].*$/s, '')],
  [(path) => path.replaceAll('\\', '/')],
  [withoutParameters],
  [
    cleanPath,
    removeDotSegments,
    (path) => removeDotSegments(withoutEmptySegments(path)),
    (path) => withoutEmptySegments(removeDotSegments(path)),
  ],
];

/**
 * All the ways in which a raw path may be understood by those who serve it (departures.md §3, ambiguous paths). The first is Authelia's:
 * decoded once and cleaned. An unambiguous path has no other; an ambiguous one is also read raw, and with every step done or undone.
 * Undefined where there are more than 32: no rule can be relied upon then.
 */
export function readPath(rawPath: string): readonly string[] | undefined {
  const path = utf8Text(rawPath);
  const decoded = path.includes('%') ? decodePath(path) : path;
  if (!ambiguousPart.test(decoded) && !encodedSeparator.test(path)) return [decoded];
  const readings = new Set([cleanPath(decoded)]);
  let variants = new Set([path]);
  for (const ways of steps) {
    variants = new Set([...variants].flatMap((variant) => [variant, ...ways.map((way) => way(variant))]));
    if (variants.size > maxReadings) return undefined;
  }
  for (const variant of variants) readings.add(variant);
  return [...readings];
}

/** Drops `;name=value` from each segment, as servlet containers do. */
function withoutParameters(path: string): string {
  return path.replaceAll(/;[^/]*/g, '');
}

function withoutEmptySegments(path: string): string {
  return path.replaceAll(/\/{2,}/g, '/');
}

import { getPublicSuffix } from 'tldts';
import { isAddress, isLocalhostName } from '../../notations/host.ts';
import { Misread, misread, type Notation } from '../../notations/notation.ts';
import { text } from '../../notations/text.ts';

/** A cookie domain (behaviour.md §4.5), ready without what may stand around it. */
export const cookieDomain: Notation<string> = {
  jsonSchema: text.jsonSchema,
  read(raw) {
    const written = text.read(raw);
    if (written instanceof Misread) return written;
    const domain = bareDomain(written);
    const broken = isAddress(domain) ? undefined : rules.find(({ isWrong }) => isWrong(domain));
    return broken === undefined ? domain : misread(`"${domain}" ${broken.message}`, broken.hint(domain));
  },
};

/** A cookie domain without a leading or trailing dot, or the brackets of IPv6. */
export function bareDomain(written: string): string {
  return written
    .trim()
    .replace(/^\.|\.$/g, '')
    .replace(/^\[(.*)\]$/, '$1');
}

/** In the order in which they are tried: the first that fits explains best. */
const rules: readonly {
  readonly isWrong: (domain: string) => boolean;
  readonly message: string;
  readonly hint: (domain: string) => string;
}[] = [
  {
    isWrong: (domain) => domain.includes('://') || domain.includes('/'),
    message: 'is a URL, not a domain.',
    hint: (domain) => `Write the domain alone: ${domain.replace(/^.*:\/\//, '').replace(/[:/].*$/, '')}.`,
  },
  {
    isWrong: (domain) => /:\d*$/.test(domain),
    message: 'has a port, which cookies do not know.',
    hint: (domain) => `Write ${domain.replace(/:\d*$/, '')}.`,
  },
  {
    isWrong: (domain) => domain.includes('*'),
    message: 'is a wildcard; a cookie domain covers what is below it anyway.',
    hint: (domain) => `Write ${domain.replaceAll('*', '').replace(/^\.+/, '') || 'example.com'}.`,
  },
  {
    isWrong: (domain) => domain !== domain.toLowerCase(),
    message: 'has capital letters.',
    hint: (domain) => `Write ${domain.toLowerCase()}.`,
  },
  {
    isWrong: (domain) => !domain.includes('.') && !isLocalhostName(domain),
    message: 'has no dot: browsers keep no cookies for such a domain.',
    hint: (domain) => `Write a domain with a dot, such as ${domain}.home.arpa, or an IP address.`,
  },
  {
    isWrong: (domain) =>
      domain.length > 253 ||
      !domain.split('.').every((label) => /^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$/.test(label)),
    message: 'is not a domain.',
    hint: () =>
      'Write a domain such as example.com: letters, digits, hyphens and dots (international names as xn--…).',
  },
  {
    isWrong: (domain) => isPublicSuffix(domain),
    message: 'is a public suffix: browsers keep no cookies for it, for anyone can have a name below it.',
    hint: (domain) => `Write a domain of your own, such as example.${domain}.`,
  },
];

function isPublicSuffix(domain: string): boolean {
  return !isLocalhostName(domain) && getPublicSuffix(domain, { allowPrivateDomains: true }) === domain;
}

import { getPublicSuffix } from 'tldts';
import { isAddress, isLocalhostName } from '../../notations/host.ts';

/** What is wrong with a cookie domain and what to write, or undefined (behaviour.md §4.5). A leading dot is already gone. */
export function domainProblem(domain: string): { message: string; hint: string } | undefined {
  if (isAddress(domain)) return undefined;
  for (const { isWrong, message, hint } of rules) {
    if (isWrong(domain)) return { message: `"${domain}" ${message}`, hint: hint(domain) };
  }
  return undefined;
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

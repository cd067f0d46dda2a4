import { cookieNames } from './proxy-environment.ts';

/** The two cookie domains of an environment and where their portals are. */
export interface TestDomain {
  readonly domain: string;
  readonly portal: string;
}

/** What of a configuration the tests' domains decide. */
export interface TestConfiguration extends Record<string, unknown> {
  readonly session: Readonly<Record<string, unknown>>;
}

/** The session and access control that every proxy environment runs with, in today's form. */
export function testConfiguration(
  first: TestDomain,
  second: TestDomain,
  ...others: readonly TestDomain[]
): TestConfiguration {
  return {
    access_control: accessControl([first, second, ...others].map(({ domain }) => domain)),
    session: {
      expiration: '1h',
      inactivity: '5m',
      remember_me: '30d',
      cookies: [
        { domain: first.domain, authelia_url: first.portal },
        { domain: second.domain, authelia_url: second.portal, name: cookieNames.second, remember_me: -1 },
        ...others.map(({ domain, portal }) => ({ domain, authelia_url: portal })),
      ],
    },
  };
}

/** The same in the form of Authelia 4.12 to 4.37: one domain, no portal URL, since the proxies know it. */
export function oldTestConfiguration(domain: string): TestConfiguration {
  return {
    access_control: accessControl([domain]),
    session: { domain, expiration: '1h', inactivity: '5m', remember_me_duration: '30d' },
  };
}

function accessControl(domains: readonly string[]): Record<string, unknown> {
  const hosts = (name: string) => domains.map((domain) => `${name}.${domain}`);
  return {
    default_policy: 'deny',
    rules: [
      { domain: hosts('public'), policy: 'bypass' },
      { domain: hosts('app'), policy: 'one_factor' },
    ],
  };
}

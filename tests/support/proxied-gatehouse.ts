import { startEchoApplication } from './echo-application.ts';
import { findFreePort } from './free-port.ts';
import { createFrozenClock } from './frozen-clock.ts';
import type { DomainOrigins, ProxyEnvironment, ProxyManners } from './proxy-environment.ts';
import { retryOnTakenPort } from './retry-on-taken-port.ts';
import type { RunningProgram } from './running-program.ts';
import { createTemporaryFolder } from './temporary-folder.ts';
import { createTestCertificate, type TestCertificate } from './test-certificate.ts';
import { oldTestConfiguration, testConfiguration } from './test-configuration.ts';
import { startTestGatehouse } from './test-gatehouse.ts';

/** What a proxy's starter is told. */
export interface ProxyPlan {
  /** A folder of its own. */
  readonly folder: string;
  readonly ports: {
    /** To listen on with TLS. */
    readonly https: number;
    /** To listen on without TLS, with the same guarded hosts. */
    readonly http: number;
    readonly gatehouse: number;
    readonly application: number;
  };
  readonly certificate: TestCertificate;
  /** The cookie domains to serve: `auth.`, `public.`, `app.` and `denied.` below each. */
  readonly domains: readonly [first: string, second: string];
}

/** A proxy that can be put in front of Gatehouse. */
export interface ProxyUnderTest {
  readonly name: string;
  readonly manners: ProxyManners;
  /** Today's form of the configuration with two cookie domains, or the old one with the first alone and no portal URL. */
  readonly configurationForm?: 'today' | 'old';
  /** The path below which the portal lives on its hosts: `/auth`. Default: none. */
  readonly portalPath?: string;
  /** Further top-level keys; keys of `session` are added to the ones made here. */
  readonly furtherKeys?: Readonly<Record<string, unknown>> & {
    readonly session?: Readonly<Record<string, unknown>>;
  };
  start(plan: ProxyPlan): Promise<RunningProgram>;
}

const domains = ['example.com', 'example.org'] as const;

/** Starts application, Gatehouse and the proxy, all on free ports of 127.0.0.1, in a temporary folder. */
export function startBehindProxy(kind: ProxyUnderTest): Promise<ProxyEnvironment> {
  return retryOnTakenPort(() => startOnce(kind));
}

async function startOnce(kind: ProxyUnderTest): Promise<ProxyEnvironment> {
  await using opened = new AsyncDisposableStack();
  const folder = opened.adopt(await createTemporaryFolder(kind.name), (one) => one.remove());
  const [https, http] = [await findFreePort(), await findFreePort()];
  const clock = createFrozenClock(Date.now());
  const certificate = await createTestCertificate(folder.path, domains);
  const application = opened.adopt(await startEchoApplication(), (one) => one.close());
  const [first, second] = [originsBelow(domains[0], https, kind), originsBelow(domains[1], https, kind)];
  const gatehouse = opened.adopt(
    await startTestGatehouse({
      folder: folder.path,
      clock,
      configuration: configurationOf(kind, first, second),
      isOldForm: kind.configurationForm === 'old',
      path: kind.portalPath ?? '/',
    }),
    (one) => one.close(),
  );
  const ports = { https, http, gatehouse: gatehouse.port, application: application.port };
  opened.adopt(await kind.start({ folder: folder.path, ports, certificate, domains }), (one) => one.stop());
  const running = opened.move();
  return {
    clock,
    first,
    second,
    application,
    manners: kind.manners,
    authority: certificate.authority,
    insecureApp: `http://app.${domains[0]}:${http}`,
    log: () => gatehouse.log(),
    close: () => running.disposeAsync(),
  };
}

function originsBelow(domain: string, port: number, { portalPath = '' }: ProxyUnderTest): DomainOrigins {
  const origin = (name: string) => `https://${name}.${domain}:${port}`;
  return {
    portal: `${origin('auth')}${portalPath}`,
    public: origin('public'),
    app: origin('app'),
    denied: origin('denied'),
  };
}

function configurationOf(
  kind: ProxyUnderTest,
  first: DomainOrigins,
  second: DomainOrigins,
): Record<string, unknown> {
  const made =
    kind.configurationForm === 'old'
      ? oldTestConfiguration(domains[0])
      : testConfiguration(
          { domain: domains[0], portal: first.portal },
          { domain: domains[1], portal: second.portal },
        );
  return { ...made, ...kind.furtherKeys, session: { ...made.session, ...kind.furtherKeys?.session } };
}

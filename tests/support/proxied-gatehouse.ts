import { type EchoApplication, startEchoApplication } from './echo-application.ts';
import { findFreePort } from './free-port.ts';
import { createFrozenClock } from './frozen-clock.ts';
import type { DomainOrigins, ProxyEnvironment, ProxyManners } from './proxy-environment.ts';
import type { RunningProgram } from './running-program.ts';
import { createTemporaryFolder } from './temporary-folder.ts';
import { createTestCertificate, type TestCertificate } from './test-certificate.ts';
import { oldTestConfiguration, testConfiguration } from './test-configuration.ts';
import { startTestGatehouse, type TestGatehouse } from './test-gatehouse.ts';

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
export interface ProxyKind {
  readonly name: string;
  readonly manners: ProxyManners;
  /** Today's form of the configuration with two cookie domains, or the old one with the first alone and no portal URL. */
  readonly configurationForm?: 'today' | 'old';
  start(plan: ProxyPlan): Promise<RunningProgram>;
}

const domains = ['example.com', 'example.org'] as const;

/** Starts application, Gatehouse and the proxy, all on free ports of 127.0.0.1, in a temporary folder. */
export async function startBehindProxy(kind: ProxyKind): Promise<ProxyEnvironment> {
  const folder = await createTemporaryFolder(kind.name);
  const [https, http] = [await findFreePort(), await findFreePort()];
  const clock = createFrozenClock(Date.now());
  const certificate = await createTestCertificate(folder.path, domains);
  const application = await startEchoApplication();
  const [first, second] = [originsBelow(domains[0], https), originsBelow(domains[1], https)];
  const configuration = configurationOf(kind, first, second);
  const gatehouse = await startTestGatehouse({
    folder: folder.path,
    clock,
    configuration,
    isOldForm: kind.configurationForm === 'old',
  });
  const ports = { https, http, gatehouse: gatehouse.port, application: application.port };
  const proxy = await kind.start({ folder: folder.path, ports, certificate, domains });
  return {
    clock,
    first,
    second,
    application,
    manners: kind.manners,
    authority: certificate.authority,
    insecureApp: `http://app.${domains[0]}:${http}`,
    log: () => gatehouse.log(),
    close: () => closeAll({ proxy, gatehouse, application, removeFolder: () => folder.remove() }),
  };
}

function originsBelow(domain: string, port: number): DomainOrigins {
  const origin = (name: string) => `https://${name}.${domain}:${port}`;
  return { portal: origin('auth'), public: origin('public'), app: origin('app'), denied: origin('denied') };
}

function configurationOf(
  kind: ProxyKind,
  first: DomainOrigins,
  second: DomainOrigins,
): Record<string, unknown> {
  if (kind.configurationForm === 'old') return oldTestConfiguration(domains[0]);
  return testConfiguration(
    { domain: domains[0], portal: first.portal },
    { domain: domains[1], portal: second.portal },
  );
}

async function closeAll(parts: {
  readonly proxy: RunningProgram;
  readonly gatehouse: TestGatehouse;
  readonly application: EchoApplication;
  readonly removeFolder: () => Promise<void>;
}): Promise<void> {
  await parts.proxy.stop();
  await parts.gatehouse.close();
  await parts.application.close();
  await parts.removeFolder();
}

import { listenOnLoopback } from '../../../demo/loopback-server.ts';
import { createProxy } from '../../../demo/proxy.ts';
import { startEchoApplication } from '../../support/echo-application.ts';
import { findFreePort } from '../../support/free-port.ts';
import { createFrozenClock } from '../../support/frozen-clock.ts';
import type { DomainOrigins, ProxyEnvironment, ProxyManners } from '../../support/proxy-environment.ts';
import { retryOnTakenPort } from '../../support/retry-on-taken-port.ts';
import { createTemporaryFolder } from '../../support/temporary-folder.ts';
import { testConfiguration } from '../../support/test-configuration.ts';
import { startTestGatehouse } from '../../support/test-gatehouse.ts';

/** Two domains that browsers take for this machine, so http is allowed, and one where it is not. */
const [first, second, insecure] = ['example.localhost', 'other.localhost', 'example.net'] as const;

/** The same manners as Caddy and Traefik: every answer but 2xx goes on as it is. */
const manners: ProxyManners = {
  anonymousPost: 303,
  anonymousScript: 401,
  wrongBasic: 401,
  readsAuthorization: true,
  malformedTarget: 400,
  handsOnMethod: true,
  dropsUnderscoreHeaders: true,
};

/** Starts the demonstration's own proxy, without TLS, in front of Gatehouse and the echo application. */
export function startDemoProxy(): Promise<ProxyEnvironment> {
  return retryOnTakenPort(startOnce);
}

async function startOnce(): Promise<ProxyEnvironment> {
  await using opened = new AsyncDisposableStack();
  const folder = opened.adopt(await createTemporaryFolder('demo-proxy'), (one) => one.remove());
  const clock = createFrozenClock(Date.now());
  const application = opened.adopt(await startEchoApplication(), (one) => one.close());
  const port = await findFreePort();
  const gatehouse = opened.adopt(
    await startTestGatehouse({
      folder: folder.path,
      clock,
      configuration: testConfiguration(
        { domain: first, portal: originsBelow(first, port).portal },
        { domain: second, portal: originsBelow(second, port).portal },
        { domain: insecure, portal: `https://auth.${insecure}` },
      ),
    }),
    (one) => one.close(),
  );
  const proxy = createProxy({
    gatehouse: `http://127.0.0.1:${gatehouse.port}`,
    portalHosts: [first, second].map((domain) => `auth.${domain}`),
    guardedHosts: [first, second, insecure].flatMap((domain) =>
      ['public', 'app', 'denied'].map((name) => `${name}.${domain}`),
    ),
    application: `http://127.0.0.1:${application.port}`,
  });
  opened.defer(() => proxy.close());
  const listening = await listenOnLoopback((request, response) => void proxy.handle(request, response), port);
  opened.defer(() => listening.close());
  const running = opened.move();
  return {
    clock,
    application,
    first: originsBelow(first, port),
    second: originsBelow(second, port),
    insecureApp: `http://app.${insecure}:${port}`,
    manners,
    authority: undefined,
    log: () => gatehouse.log(),
    close: () => running.disposeAsync(),
  };
}

function originsBelow(domain: string, port: number): DomainOrigins {
  const origin = (name: string) => `http://${name}.${domain}:${port}`;
  return { portal: origin('auth'), public: origin('public'), app: origin('app'), denied: origin('denied') };
}

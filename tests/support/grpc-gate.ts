import { checkPath, createCheckMethod } from '../../src/authz/grpc/create-check-method.ts';
import { createGrpcServer, type GrpcServerOptions } from '../../src/http/grpc/grpc-server.ts';
import { silentLog } from '../../src/lib/log.ts';
import { createExtAuthzClient, type EnvoyAnswer, type EnvoyQuestion } from './ext-authz-client.ts';
import { createSessionWorld } from './session-world.ts';
import {
  cookieDomain,
  gateServices,
  johnTwice,
  signInPeople,
  strategy,
  type TestGateOptions,
  withCookies,
} from './test-gate.ts';

/** The gRPC gate alone: the real server and method over sessions and passwords that a test hands in. */
export interface GrpcGate {
  /** `{one}` in a Cookie header stands for the cookie value of the person of that name. */
  readonly check: (question: EnvoyQuestion) => Promise<EnvoyAnswer>;
  readonly port: number;
  close(): Promise<void>;
}

/** What a test may change of the server as well. */
export interface GrpcGateOptions extends TestGateOptions {
  readonly server?: Partial<GrpcServerOptions>;
}

/** Starts a gRPC gate on a free loopback port, with a client of another implementation. */
export async function startGrpcGate(options: GrpcGateOptions = {}): Promise<GrpcGate> {
  const { sessions: real } = createSessionWorld();
  const domains = options.cookieDomains ?? [cookieDomain('example.com')];
  const cookieValues = await signInPeople(real, domains, options.people ?? johnTwice);
  const method = createCheckMethod({
    ...gateServices(options, domains, options.sessions?.(real) ?? real),
    authn_strategies: [strategy('HeaderAuthorization'), strategy('CookieSession')],
  });
  const server = createGrpcServer({
    address: { kind: 'tcp', scheme: 'tcp', host: '127.0.0.1', port: 0, path: '/' },
    tls: undefined,
    maxCallMs: 12_000,
    methods: new Map([[checkPath, method]]),
    log: options.log ?? silentLog,
    ...options.server,
  });
  const port = Number(new URL((await server.listen()) ?? '').port);
  const client = createExtAuthzClient(`127.0.0.1:${port}`);
  return {
    port,
    check: (question) => client.check(withCookies(question, cookieValues)),
    async close() {
      client.close();
      await server.close();
    },
  };
}

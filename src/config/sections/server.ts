import { existsSync } from 'node:fs';
import { z } from 'zod';
import { address } from '../notations/address.ts';
import { boolean } from '../notations/boolean.ts';
import { group } from '../notations/group.ts';
import { integer } from '../notations/integer.ts';
import { defaulted, optional } from '../notations/key.ts';
import { list } from '../notations/list.ts';
import { networkOrEveryone } from '../notations/network.ts';
import { text } from '../notations/text.ts';
import type { Address, Milliseconds } from '../notations.ts';
import type { Report, Section } from '../section.ts';
import { authzEndpoints, checkAuthzEndpoints } from './server/authz-endpoints.ts';
import { buffers, timeouts } from './server/connection-limits.ts';
import { checkExtAuthzGrpc, extAuthzGrpc } from './server/ext-authz-grpc.ts';
import { type RateLimitsConfig, rateLimits } from './server/rate-limits.ts';

/** The `server` section (behaviour.md §4.3; `trusted_proxies`: departures.md §3). */
export interface ServerConfig {
  readonly address: Address;
  /** A folder whose `favicon.ico`, `logo.png` and `locales/` replace the built-in ones. */
  readonly asset_path: string | undefined;
  readonly disable_healthcheck: boolean;
  /** How many processes answer requests. */
  readonly workers: number;
  /** Undefined = plain HTTP. */
  readonly tls:
    | { readonly certificate: string; readonly key: string; readonly client_certificates: readonly string[] }
    | undefined;
  readonly headers: { readonly csp_template: string | undefined };
  /** Bytes. */
  readonly buffers: { readonly read: number; readonly write: number };
  readonly timeouts: {
    readonly read: Milliseconds;
    readonly write: Milliseconds;
    readonly idle: Milliseconds;
  };
  /** Networks (CIDR) whose forwarded headers are believed; `*` = everyone's. */
  readonly trusted_proxies: readonly string[];
  readonly endpoints: {
    readonly enable_pprof: boolean;
    readonly enable_expvars: boolean;
    /** By endpoint name; filled with the four defaults where the file names none (behaviour.md §1.9). */
    readonly authz: Readonly<Record<string, AuthzEndpointConfig>>;
    /** Envoy's ext_authz over gRPC; undefined = nothing listens. */
    readonly ext_authz_grpc?: ExtAuthzGrpcConfig | undefined;
    readonly rate_limits?: RateLimitsConfig;
  };
}

/** One entry of `server.endpoints.authz`. */
export interface AuthzEndpointConfig {
  readonly implementation: 'ForwardAuth' | 'AuthRequest' | 'ExtAuthz' | 'Legacy';
  /** In the order in which they are asked; never empty. */
  readonly authn_strategies: readonly AuthnStrategyConfig[];
}

/** `server.endpoints.ext_authz_grpc`. */
export interface ExtAuthzGrpcConfig {
  readonly address: Address;
  /** In the order in which they are asked; never empty. */
  readonly authn_strategies: readonly AuthnStrategyConfig[];
}

/** One entry of `authn_strategies` (behaviour.md §2.5). */
export interface AuthnStrategyConfig {
  readonly name:
    | 'CookieSession'
    | 'HeaderAuthorization'
    | 'HeaderProxyAuthorization'
    | 'HeaderAuthRequestProxyAuthorization'
    | 'HeaderLegacy';
  readonly schemes: readonly ('basic' | 'bearer')[];
  readonly scheme_basic_cache_lifespan: Milliseconds;
}

/** Spellings of a network that holds every address. */
const everyone: readonly string[] = ['*', '0.0.0.0/0', '::/0'];

/** The networks of proxies where none are written: this machine, the link, and private networks (departures.md §3). */
const privateNetworks: readonly string[] = [
  '127.0.0.0/8',
  '::1/128',
  '169.254.0.0/16',
  'fe80::/10',
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  'fc00::/7',
];

const tls = group(
  {
    certificate: optional(text, 'The certificate chain, a PEM file.'),
    key: optional(text, 'The private key, a PEM file.'),
    client_certificates: defaulted(
      list(text),
      [],
      'Authorities (PEM files); clients without a certificate of theirs are refused.',
    ),
  },
  'Serves HTTPS. Without it, HTTP is served to the proxy.',
).transform(({ certificate, key, client_certificates }, context) => {
  if (certificate !== undefined && key !== undefined) return { certificate, key, client_certificates };
  if (certificate === undefined && key === undefined && client_certificates.length === 0) return undefined;
  const missing = [certificate === undefined ? 'certificate' : '', key === undefined ? 'key' : ''].filter(
    Boolean,
  );
  for (const name of missing) {
    const params = { hint: `Write server.tls.${name}: the path of a PEM file.` };
    context.addIssue({ code: 'custom', path: [name], message: 'TLS needs this key as well.', params });
  }
  return z.NEVER;
});

const schema = group(
  {
    address: defaulted(
      address({ schemes: ['tcp', 'tcp4', 'tcp6', 'unix', 'fd'], port: 9091, example: 'tcp://0.0.0.0:9091/' }),
      'tcp://:9091/',
      'Where to listen. A path of one segment serves everything below that path.',
    ),
    asset_path: optional(
      text,
      'A folder whose favicon.ico, logo.png and locales/ replace the built-in ones.',
    ),
    disable_healthcheck: defaulted(boolean, false, "Switches the container's health check off."),
    workers: defaulted(
      integer({ min: 1, max: 256 }),
      1,
      'How many processes answer requests, to use more processors; more than one needs sessions that are shared.',
    ),
    tls,
    headers: group(
      {
        csp_template: optional(
          text,
          'A Content-Security-Policy of your own, with the placeholder for the nonce.',
        ),
      },
      'Headers of the pages.',
    ),
    buffers,
    timeouts,
    trusted_proxies: defaulted(
      list(networkOrEveryone),
      privateNetworks,
      "Networks of your proxies: only their forwarded headers are believed. '*' believes everyone's.",
    ),
    endpoints: group(
      {
        enable_pprof: defaulted(boolean, false, 'Without effect: a tool of programs in Go.'),
        enable_expvars: defaulted(boolean, false, 'Without effect: a tool of programs in Go.'),
        authz: authzEndpoints,
        ext_authz_grpc: extAuthzGrpc,
        rate_limits: rateLimits,
      },
      'Endpoints.',
    ),
  },
  'Where and how Gatehouse listens.',
);

/** The `server` section. */
export const server: Section<ServerConfig> = {
  schema,
  check(ready, { report }) {
    checkPath(ready, report);
    checkFiles(ready, report);
    checkAuthzEndpoints(ready.endpoints.authz, report);
    checkExtAuthzGrpc(ready.endpoints, report);
    if (!ready.trusted_proxies.some((network) => everyone.includes(network))) return;
    report({
      path: ['trusted_proxies'],
      severity: 'warning',
      message:
        'Forwarded headers are believed from everyone: whoever reaches this port chooses the address they come from.',
      hint: 'Write the networks of your proxies instead.',
    });
  },
};

function checkPath({ address: { path } }: ServerConfig, report: Report): void {
  if (/^\/[a-zA-Z0-9]*$/.test(path)) return;
  const message = 'The path can be a single segment of letters and digits only.';
  report({
    path: ['address'],
    severity: 'error',
    message,
    hint: 'Write an address such as tcp://:9091/auth.',
  });
}

function checkFiles({ tls: files, asset_path }: ServerConfig, report: Report): void {
  const named: readonly (readonly [readonly (string | number)[], string | undefined])[] = [
    [['asset_path'], asset_path],
    [['tls', 'certificate'], files?.certificate],
    [['tls', 'key'], files?.key],
    ...(files?.client_certificates ?? []).map(
      (file, index) => [['tls', 'client_certificates', index], file] as const,
    ),
  ];
  for (const [path, file] of named) {
    if (file === undefined || existsSync(file)) continue;
    const hint = 'Write a path that exists, as seen from the folder in which Gatehouse starts.';
    report({ path, severity: 'error', message: `There is nothing at ${file}.`, hint });
  }
}

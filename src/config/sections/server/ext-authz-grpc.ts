import { z } from 'zod';
import { address } from '../../notations/address.ts';
import { group } from '../../notations/group.ts';
import { optional } from '../../notations/key.ts';
import type { Report } from '../../section.ts';
import type { ExtAuthzGrpcConfig, ServerConfig } from '../server.ts';
import { authnStrategies, checkAuthnStrategies, usualStrategies } from './authn-strategies.ts';

const example = 'tcp://127.0.0.1:9092';

/** `server.endpoints.ext_authz_grpc` (departures.md §3): undefined without an address. */
export const extAuthzGrpc = group(
  {
    address: optional(
      address({ schemes: ['tcp', 'tcp4', 'tcp6', 'unix', 'fd'], example }),
      'Where to listen for the questions of Envoy over gRPC. Without it, nothing listens.',
    ),
    authn_strategies: authnStrategies,
  },
  "Envoy's ext_authz over gRPC, on a listener of its own; with server.tls it speaks TLS too.",
).transform(({ address: written, authn_strategies }, context): ExtAuthzGrpcConfig | undefined => {
  if (written !== undefined) {
    return {
      address: written,
      authn_strategies: authn_strategies.length > 0 ? authn_strategies : usualStrategies,
    };
  }
  if (authn_strategies.length === 0) return undefined;
  const params = { hint: `Write an address such as ${example}, or remove authn_strategies.` };
  context.addIssue({
    code: 'custom',
    path: ['address'],
    message: 'Nothing listens without an address.',
    params,
  });
  return z.NEVER;
});

/** Checks the gRPC endpoint. Paths start at the section. */
export function checkExtAuthzGrpc(endpoints: ServerConfig['endpoints'], report: Report): void {
  const { ext_authz_grpc: endpoint } = endpoints;
  if (endpoint === undefined) return;
  const path = ['endpoints', 'ext_authz_grpc'];
  if (endpoint.address.path !== '/') {
    const message = 'The path of a gRPC method is fixed, so that this address can have none.';
    report({
      path: [...path, 'address'],
      severity: 'error',
      message,
      hint: `Write an address such as ${example}.`,
    });
  }
  checkAuthnStrategies(endpoint.authn_strategies, [...path, 'authn_strategies'], report);
}

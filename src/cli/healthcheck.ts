import { type RequestOptions, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { loadConfig } from '../config/load.ts';
import type { ServerConfig } from '../config/sections/server.ts';
import { CommandError } from './command-error.ts';
import { readConfigOptions } from './config-options.ts';
import type { CliIo } from './io.ts';
import { exitCodes } from './io.ts';

/** Where the server that is to be asked listens. */
type Place = Pick<RequestOptions, 'host' | 'port' | 'socketPath' | 'path'> & { readonly isTls: boolean };

const limitMs = 3000;

/** What a server that listens on every interface is asked at. */
const loopbackOf: Readonly<Record<string, string>> = { '': '127.0.0.1', '0.0.0.0': '127.0.0.1', '::': '::1' };

/**
 * `gatehouse healthcheck --config FILE`: asks the running server for its health, for containers. Success is 0; so is a health check that
 * `server.disable_healthcheck` switches off. `X_AUTHELIA_HEALTHCHECK_SCHEME`, `_HOST`, `_PORT` and `_PATH` win over the
 * configuration's address (behaviour.md §4.1).
 */
export async function healthcheck(args: readonly string[], io: CliIo): Promise<number> {
  const { options, words } = readConfigOptions(args, io);
  if (words.length > 0) throw new CommandError('usage', `"${words[0]}" is one argument too many.`);
  const { config } = await loadConfig(options);
  if (config === undefined) return fail(io, 'The configuration is not valid: see gatehouse config validate.');
  if (config.server.disable_healthcheck) return exitCodes.success;
  const place = withOverrides(placeOf(config.server), io.environment);
  if (place === undefined)
    return fail(io, 'A server on a file descriptor that it was handed cannot be asked.');
  const found = await ask(place);
  return found === 200 ? exitCodes.success : fail(io, `Gatehouse is not healthy: ${found}.`);
}

function fail(io: CliIo, message: string): number {
  io.stderr(`${message}\n`);
  return exitCodes.failure;
}

function placeOf({ address, tls }: ServerConfig): Place | undefined {
  const where = { path: `${address.path === '/' ? '' : address.path}/api/health`, isTls: tls !== undefined };
  switch (address.kind) {
    case 'tcp':
      return { ...where, host: loopbackOf[address.host] ?? address.host, port: address.port };
    case 'unix':
      return { ...where, socketPath: address.socketPath };
    case 'fd':
      return undefined;
  }
}

function withOverrides(place: Place | undefined, environment: CliIo['environment']): Place | undefined {
  const written = (name: string) => environment[`X_AUTHELIA_HEALTHCHECK_${name}`] || undefined;
  const [scheme, host, port, path] = [written('SCHEME'), written('HOST'), written('PORT'), written('PATH')];
  if (place === undefined && (host === undefined || port === undefined)) return undefined;
  const { socketPath, ...rest } = place ?? { path: '/api/health', isTls: false, socketPath: undefined };
  return {
    ...rest,
    ...(socketPath !== undefined && host === undefined && { socketPath }),
    ...(scheme !== undefined && { isTls: scheme === 'https' }),
    ...(host !== undefined && { host: loopbackOf[host] ?? host }),
    ...(port !== undefined && { port }),
    ...(path !== undefined && { path: `${path.replace(/\/$/, '')}/api/health` }),
  };
}

/** The status of the answer, or why there is none. It is our own server, on this machine: its certificate need not name the loopback address. */
function ask({ isTls, ...place }: Place): Promise<number | string> {
  const options = { ...place, timeout: limitMs, agent: false };
  return new Promise((resolve) => {
    const outgoing = isTls ? requestHttps({ ...options, rejectUnauthorized: false }) : requestHttp(options);
    outgoing.on('response', (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    });
    outgoing.on('timeout', () => outgoing.destroy(new Error('no answer in time')));
    outgoing.on('error', (error) => resolve(error.message));
    outgoing.end();
  });
}

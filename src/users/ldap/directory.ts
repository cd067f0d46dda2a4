import type { Control } from 'ldapts';
import type { LdapBackendConfig } from '../../config/sections/authentication-backend/ldap.ts';
import { AppError } from '../../lib/app-error.ts';
import type { Log } from '../../lib/log.ts';
import { reasonOf } from '../../lib/reason-of.ts';
import { createAvailability } from './availability.ts';
import type { LdapConnection } from './connection.ts';
import { createConnectionPool, PoolBusyError } from './connection-pool.ts';
import { explainLdapFailure } from './explain-failure.ts';
import { ConnectionError, isLoss } from './ldap-failure.ts';
import { describeLdapAddress, type LdapEndpoint, openLdapConnection } from './open-connection.ts';
import { type RootDse, readRootDse } from './root-dse.ts';

/** A directory that answers in bounded time or throws `AppError` `user-backend-unavailable`. */
export interface Directory {
  /** Does work as the service user. What the server refuses is thrown as it is (`ResultCodeError`). */
  asServiceUser<Result>(
    work: (connection: LdapConnection) => Promise<Result>,
    options?: { readonly isRepeatable?: boolean },
  ): Promise<Result>;
  /** Does work as the service user on another server, over a connection of its own. Throws as `asServiceUser` does. */
  elsewhere<Result>(
    endpoint: LdapEndpoint,
    work: (connection: LdapConnection) => Promise<Result>,
  ): Promise<Result>;
  /** Binds with a connection of its own, which is closed afterwards. What the server refuses is thrown as it is. */
  bindAs(dn: string, password: string, controls: readonly Control[]): Promise<void>;
  /** What the server can do, as it said when it was asked last. */
  rootDse(): Promise<RootDse>;
  /** Connects, binds and reads the root DSE. Throws `AppError` that says what to mend. */
  check(): Promise<void>;
  close(): Promise<void>;
}

/** What a directory needs. */
export interface DirectoryOptions {
  readonly config: LdapBackendConfig;
  readonly log: Log;
  /** PEM certificates to trust besides the system's. */
  readonly trustedCertificates: readonly string[];
}

/** Connections at a time where `pooling` is off. */
const countWithoutPooling = 16;

/** The directory of a configuration, over one pool of bound connections and as many again for the binds of users. */
export function createDirectory({ config, log, trustedCertificates }: DirectoryOptions): Directory {
  const { pooling } = config;
  const address = describeLdapAddress(config.address);
  const limits = {
    count: pooling.enable ? pooling.count : countWithoutPooling,
    waitMs: pooling.timeout * (pooling.retries + 1),
  };
  const connect = () => openLdapConnection(config, trustedCertificates);
  const open = () => openBound(config, connect);
  /** Whoever waited for a turn while the directory was lost need not find out again, and wait as long. */
  const unlessLost = (work: () => Promise<LdapConnection>) => async () => {
    if (availability.loss !== undefined) throw availability.loss;
    return work();
  };
  const service = createConnectionPool({ ...limits, keeps: pooling.enable, open: unlessLost(open) });
  const users = createConnectionPool({ ...limits, keeps: false, open: unlessLost(connect) });
  const availability = createAvailability({ probe, log, address });
  let known: RootDse | undefined;

  async function probe(): Promise<void> {
    service.discardIdle();
    const connection = await open();
    try {
      known = await readRootDse(connection);
    } finally {
      void connection.close();
    }
  }

  async function guarded<Result>(work: () => Promise<Result>): Promise<Result> {
    if (availability.loss !== undefined) throw unavailable(address, availability.loss);
    try {
      return await work();
    } catch (error) {
      if (isLoss(error)) availability.noteLoss(error);
      else if (!(error instanceof PoolBusyError)) throw error;
      throw unavailable(address, error);
    }
  }

  return {
    asServiceUser: (work, options) => guarded(() => service.use(work, options)),
    async elsewhere(endpoint, work) {
      try {
        const connection = await openBound(config, () => openLdapConnection(endpoint, trustedCertificates));
        return await work(connection).finally(() => void connection.close());
      } catch (error) {
        throw isLoss(error) ? unavailable(describeLdapAddress(endpoint.address), error) : error;
      }
    },
    bindAs: (dn, password, controls) =>
      guarded(() => users.use((connection) => connection.bind(dn, password, controls))),
    async rootDse() {
      known ??= await guarded(() => service.use(readRootDse, { isRepeatable: true }));
      return known;
    },
    async check() {
      try {
        known = await service.use(readRootDse, { isRepeatable: true });
      } catch (error) {
        throw unavailable(address, error, explainLdapFailure(error));
      }
    },
    async close() {
      availability.close();
      await Promise.all([service.close(), users.close()]);
    },
  };
}

async function openBound(
  { user, password }: LdapBackendConfig,
  connect: () => Promise<LdapConnection>,
): Promise<LdapConnection> {
  const connection = await connect();
  if (user === undefined || password === undefined) return connection;
  try {
    await connection.bind(user, password);
    return connection;
  } catch (error) {
    void connection.close();
    // A refusal of our own bind is no answer to anybody's question: it must not be taken for one.
    throw error instanceof ConnectionError ? error : new ConnectionError(error);
  }
}

function unavailable(address: string, cause: unknown, hint = ''): AppError {
  if (cause instanceof AppError) return cause;
  const detail = `LDAP at ${address}: ${reasonOf(cause)}${hint === '' ? '' : ` — ${hint}`}`;
  return new AppError('user-backend-unavailable', 'Users cannot be looked up at the moment.', {
    detail,
    cause,
  });
}

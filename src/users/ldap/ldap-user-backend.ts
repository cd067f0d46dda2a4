import { PasswordPolicyControl } from 'ldapts';
import type { LdapBackendConfig } from '../../config/sections/authentication-backend/ldap.ts';
import { AppError } from '../../lib/app-error.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Log } from '../../lib/log.ts';
import type { Random } from '../../lib/random.ts';
import type { PasswordCheck, UserBackend, UserDetails } from '../backend.ts';
import { bindRefusalWords, readBindRefusal } from './bind-refusal.ts';
import { createDecoyName } from './decoy-name.ts';
import { createDirectory, type Directory } from './directory.ts';
import { createGroupSearch, type GroupSearch } from './group-search.ts';
import { isRefusal, reasonOf } from './ldap-failure.ts';
import type { LdapUser } from './ldap-user.ts';
import { storePassword } from './store-password.ts';
import { createUserSearch, UnusableEntryError, type UserSearch } from './user-search.ts';

/** What the LDAP backend needs. */
export interface LdapUserBackendOptions {
  readonly config: LdapBackendConfig;
  readonly log: Log;
  readonly clock: Clock;
  readonly random: Random;
  /** PEM certificates to trust besides the system's (`certificates_directory`). */
  readonly trustedCertificates?: readonly string[];
}

/** The longest password that is sent to a directory, in bytes of UTF-8: servers hang up on what is much longer. */
const maximumPasswordBytes = 1024;

interface Parts {
  readonly directory: Directory;
  readonly users: UserSearch;
  readonly groups: GroupSearch;
  readonly decoyName: () => string;
  readonly config: LdapBackendConfig;
  readonly log: Log;
}

/**
 * The users of an LDAP directory (behaviour.md §8.2). Whoever is not found costs what somebody costs: the same searches, and a bind as
 * someone who does not exist.
 */
export function createLdapUserBackend(options: LdapUserBackendOptions): UserBackend {
  const { config, log, clock, random, trustedCertificates = [] } = options;
  const parts: Parts = {
    directory: createDirectory({ config, log, trustedCertificates }),
    users: createUserSearch(config, { clock, log }),
    groups: createGroupSearch(config, clock),
    decoyName: createDecoyName(config, random),
    config,
    log,
  };
  return {
    find: (login) => asOutage(log, () => find(parts, login)),
    checkPassword: (login, password) => asOutage(log, () => checkPassword(parts, login, password)),
    async setPassword(username, password) {
      if (Buffer.byteLength(password) > maximumPasswordBytes)
        throw new RangeError('the password is too long');
      const user = await asOutage(log, () => findUser(parts, username));
      if (user?.details.username !== username || password === '')
        throw new TypeError('there is no such user');
      await storePassword({ directory: parts.directory, config, dn: user.dn, password });
      log.info({ username }, 'stored a new password in the LDAP directory');
    },
    check: () => parts.directory.check(),
    close: () => parts.directory.close(),
  };
}

async function find(parts: Parts, login: string): Promise<UserDetails | undefined> {
  const user = await findUser(parts, login);
  const groups = await findGroups(parts, login, user);
  return user === undefined ? undefined : { ...user.details, groups };
}

async function checkPassword(parts: Parts, login: string, password: string): Promise<PasswordCheck> {
  const user = await findUser(parts, login);
  const isRight = await bindsAs(parts, user, password);
  if (user === undefined || !isRight) return { outcome: 'wrong' };
  return { outcome: 'right', user: { ...user.details, groups: await findGroups(parts, login, user) } };
}

/** A directory takes `john ` for `john`; whoever is typed like that is somebody else, or nobody. */
async function findUser(
  { directory, users, decoyName }: Parts,
  login: string,
): Promise<LdapUser | undefined> {
  const isAcceptable = login !== '' && login === login.trim() && !/\p{Cc}/u.test(login);
  const found = await directory.asServiceUser(
    (connection) => users.find(connection, isAcceptable ? login : decoyName()),
    { isRepeatable: true },
  );
  return isAcceptable ? found : undefined;
}

/** Groups are looked up for nobody, too: it must take the same time. */
function findGroups(parts: Parts, login: string, user: LdapUser | undefined): Promise<readonly string[]> {
  const name = parts.decoyName();
  const member = {
    input: login,
    username: user?.details.username ?? name,
    dn: user?.dn ?? name,
    memberOf: user?.memberOf ?? [name],
  };
  return parts.directory.asServiceUser((connection) => parts.groups.find(connection, member), {
    isRepeatable: true,
  });
}

async function bindsAs(parts: Parts, user: LdapUser | undefined, password: string): Promise<boolean> {
  const { directory, decoyName, log } = parts;
  // RFC 4513 §5.1.2: an empty password would be taken for nobody's, and succeed. Some servers read no further than a NUL.
  const isUsable =
    password !== '' && !password.includes('\0') && Buffer.byteLength(password) <= maximumPasswordBytes;
  const isReal = user !== undefined && isUsable;
  const policy = new PasswordPolicyControl();
  try {
    await directory.bindAs(isReal ? user.dn : decoyName(), isUsable ? password : 'no password', [policy]);
  } catch (error) {
    const refusal = readBindRefusal(error, policy.value?.error);
    if (refusal === undefined) throw error;
    if (isReal) log.warn({ username: user.details.username, reason: refusal }, bindRefusalWords[refusal]);
    return false;
  }
  return isReal;
}

/** What the directory says no to, where it should not, and entries that cannot be used, are failures of the backend: nobody's fault here. */
async function asOutage<Result>(log: Log, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!isRefusal(error) && !(error instanceof UnusableEntryError)) throw error;
    const detail = `LDAP: ${reasonOf(error)}`;
    log.error({ err: error }, 'the LDAP directory gave an answer that cannot be used');
    throw new AppError('user-backend-unavailable', 'Users cannot be looked up at the moment.', {
      detail,
      cause: error,
    });
  }
}

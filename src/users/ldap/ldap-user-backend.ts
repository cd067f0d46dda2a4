import type { LdapBackendConfig } from '../../config/sections/authentication-backend/ldap.ts';
import { AppError } from '../../lib/app-error.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Log } from '../../lib/log.ts';
import type { Random } from '../../lib/random.ts';
import { reasonOf } from '../../lib/reason-of.ts';
import type { PasswordCheck, UserBackend, UserDetails } from '../backend.ts';
import { maximumPasswordBytes } from '../maximum-password-bytes.ts';
import { checkAtStart } from './check-at-start.ts';
import { createDecoyName } from './decoy-name.ts';
import { createDirectory, type Directory } from './directory.ts';
import { createFailurePace } from './failure-pace.ts';
import { createGroupSearch, type GroupSearch } from './group-search.ts';
import { isRefusal } from './ldap-failure.ts';
import type { LdapUser } from './ldap-user.ts';
import { createPasswordBind, type PasswordBind } from './password-bind.ts';
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

interface Parts {
  readonly directory: Directory;
  readonly users: UserSearch;
  readonly groups: GroupSearch;
  readonly decoyName: () => string;
  readonly passwordBind: PasswordBind;
}

/**
 * The users of an LDAP directory (behaviour.md §8.2). Whoever is not found costs what somebody costs: the same searches, and a bind as
 * someone who does not exist.
 */
export function createLdapUserBackend(options: LdapUserBackendOptions): UserBackend {
  const { config, log } = options;
  const parts = createParts(options);
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
    check: () => checkAtStart({ ...parts, config, log }),
    close: () => parts.directory.close(),
  };
}

function createParts({
  config,
  log,
  clock,
  random,
  trustedCertificates = [],
}: LdapUserBackendOptions): Parts {
  const directory = createDirectory({ config, log, trustedCertificates });
  const decoyName = createDecoyName(config, random);
  const pace = createFailurePace({ clock, random });
  return {
    directory,
    decoyName,
    users: createUserSearch(config, { clock, log }),
    groups: createGroupSearch(config, clock),
    passwordBind: createPasswordBind({ directory, decoyName, pace, log }),
  };
}

async function find(parts: Parts, login: string): Promise<UserDetails | undefined> {
  const user = await findUser(parts, login);
  const groups = await findGroups(parts, login, user);
  return user === undefined ? undefined : { ...user.details, groups };
}

async function checkPassword(parts: Parts, login: string, password: string): Promise<PasswordCheck> {
  const user = await findUser(parts, login);
  const verdict = await parts.passwordBind(
    user === undefined ? undefined : { dn: user.dn, username: user.details.username },
    password,
  );
  if (!verdict.isRight) {
    const { hindrance } = verdict;
    return { outcome: 'wrong', ...(hindrance === undefined ? {} : { hindrance }) };
  }
  if (user === undefined) return { outcome: 'wrong' };
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

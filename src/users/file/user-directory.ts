import type { ConfigProblem } from '../../config/problem.ts';
import type { FileBackendConfig } from '../../config/sections/authentication-backend.ts';
import type { FileUser } from './file-user.ts';
import { readFileUser } from './read-file-user.ts';
import { readYaml, type YamlValue } from './yaml-reader.ts';

/** The people of a users file, ready to be found. */
export interface UserDirectory {
  /** All of them, disabled ones too, by user name. */
  readonly users: ReadonlyMap<string, FileUser>;
  /** The person that what was typed names: the exact user name, or what `search` allows besides. Disabled ones too. */
  find(login: string): FileUser | undefined;
}

/** What a users file was read as; without a directory at least one problem is an error. */
export interface ReadDirectory {
  readonly directory: UserDirectory | undefined;
  readonly problems: readonly ConfigProblem[];
}

type Search = FileBackendConfig['search'];

/** Reads the text of a users file with all its rules (behaviour.md §8.1); every problem is told, with its place. */
export function readUserDirectory(text: string, config: FileBackendConfig): ReadDirectory {
  const { syntaxProblems, root } = readYaml(text, config.path);
  if (syntaxProblems.some(isError)) return { directory: undefined, problems: syntaxProblems };
  const problems = [...syntaxProblems];
  const entries = root.entries()?.get('users')?.entries();
  if (entries === undefined || entries.size === 0) {
    const problem = root.problem(
      'There are no users in this file.',
      'It needs a map "users" with at least one user name in it.',
    );
    return { directory: undefined, problems: [{ ...problem, keyPath: 'users' }] };
  }
  const users = new Map<string, FileUser>();
  for (const [username, value] of entries) {
    if (username === '') problems.push(value.problem('A user name must not be empty.'));
    const user = readFileUser(username, value, config, (problem) => problems.push(problem));
    if (user !== undefined) users.set(username, user);
  }
  problems.push(...findClashes(users, entries, config.search));
  const isUsable = !problems.some(isError);
  return { directory: isUsable ? createDirectory(users, config.search) : undefined, problems };
}

/** What would make it unclear whom a typed name means. */
function* findClashes(
  users: ReadonlyMap<string, FileUser>,
  entries: ReadonlyMap<string, YamlValue>,
  search: Search,
): Generator<ConfigProblem> {
  const byMail = new Map<string, string>();
  for (const [username, { details }] of users) {
    const value = entries.get(username);
    const mail = fold(details.emails[0] ?? '');
    if (value === undefined) continue;
    if (search.case_insensitive && fold(username) !== username) {
      yield value.problem(
        `The user name "${username}" is not in lower case.`,
        'search.case_insensitive needs every user name in lower case.',
      );
    }
    if (mail === '') continue;
    const other = byMail.get(mail);
    if (search.email && other !== undefined) {
      yield value.problem(
        `The users "${other}" and "${username}" have the same e-mail address.`,
        'search.email needs an address of their own for everyone.',
      );
    }
    byMail.set(mail, username);
    if ((search.email || search.case_insensitive) && mail !== username && users.has(mail)) {
      yield value.problem(
        `The e-mail address of "${username}" is the user name of someone else.`,
        'search.email and search.case_insensitive need them to differ.',
      );
    }
  }
}

function createDirectory(users: ReadonlyMap<string, FileUser>, search: Search): UserDirectory {
  const byMail = new Map<string, FileUser>();
  if (search.email) {
    for (const user of users.values()) {
      const mail = fold(user.details.emails[0] ?? '');
      if (mail !== '') byMail.set(mail, user);
    }
  }
  return {
    users,
    find: (login) => byMail.get(fold(login)) ?? users.get(search.case_insensitive ? fold(login) : login),
  };
}

function isError({ severity }: ConfigProblem): boolean {
  return severity === 'error';
}

function fold(text: string): string {
  return text.toLowerCase();
}

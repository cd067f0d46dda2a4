import type { ConfigProblem } from '../../config/problem.ts';
import type { FileBackendConfig } from '../../config/sections/authentication-backend.ts';
import { decodeDigest } from '../passwords/decode-digest.ts';
import type { PasswordDigest } from '../passwords/password-digest.ts';
import { UndecodableDigest } from '../passwords/undecodable-digest.ts';
import type { FileUser } from './file-user.ts';
import { readUserAttributes } from './user-attributes.ts';
import type { YamlValue } from './yaml-reader.ts';

type Report = (problem: ConfigProblem) => void;

const digestHint = 'Make one with "gatehouse crypto hash generate argon2".';

/** The spellings of yes and no in YAML 1.1, which Authelia's parser takes for a boolean key. */
const booleanWords: ReadonlyMap<string, boolean> = new Map(
  [
    ['y', 'yes', 'on', 'true'],
    ['', 'n', 'no', 'off', 'false'],
  ].flatMap((words, index) => words.map((word) => [word, index === 0] as const)),
);

/** Reads one entry of the users file (behaviour.md §8.1); undefined, with problems told, where it cannot be used. */
export function readFileUser(
  username: string,
  value: YamlValue,
  config: FileBackendConfig,
  report: Report,
): FileUser | undefined {
  const entries = value.entries();
  if (entries === undefined) {
    report(value.problem('A user must be a map.', 'It needs the keys displayname and password.'));
    return undefined;
  }
  const problems: ConfigProblem[] = [];
  const note = (problem: ConfigProblem) => problems.push(problem);
  const displayName = readText(entries.get('displayname'), note);
  if (displayName === '') note(value.problem('"displayname" is required.', 'Write the name to be shown.'));
  const email = readText(entries.get('email'), note);
  const groups = readGroups(entries.get('groups'), note);
  const isDisabled = readBoolean(entries.get('disabled'), note);
  const digestText = readText(entries.get('password'), note);
  const digest = readDigest(entries.get('password') ?? value, digestText, note);
  const attributes = readUserAttributes(entries, config.extra_attributes, note);
  problems.forEach(report);
  if (digest === undefined || problems.some(({ severity }) => severity === 'error')) return undefined;
  return {
    details: {
      username,
      displayName,
      emails: email === '' ? [] : [email],
      groups,
      ...(attributes === undefined ? {} : { attributes }),
    },
    isDisabled,
    digest,
    digestText,
  };
}

function readText(value: YamlValue | undefined, report: Report): string {
  const text = value?.text();
  if (value !== undefined && text === undefined) report(value.problem('This must be a text.'));
  return text ?? '';
}

function readGroups(value: YamlValue | undefined, report: Report): readonly string[] {
  if (value === undefined || value.isEmpty()) return [];
  const items = value.items();
  if (items === undefined) {
    report(value.problem('"groups" must be a list.', 'Write one group a line, each after a dash.'));
    return [];
  }
  return items.map((item) => readText(item, report)).filter((group) => group !== '');
}

/** What cannot be understood is an error rather than "not disabled". */
function readBoolean(value: YamlValue | undefined, report: Report): boolean {
  if (value === undefined) return false;
  const word = booleanWords.get(value.text()?.toLowerCase() ?? '?');
  if (word === undefined) report(value.problem('"disabled" must be true or false.'));
  return word ?? true;
}

function readDigest(value: YamlValue, text: string, report: Report): PasswordDigest | undefined {
  if (text === '') {
    report(value.problem('"password" is required.', digestHint));
    return undefined;
  }
  try {
    const digest = decodeDigest(text);
    if (digest.isClearText) {
      report(value.problem('The password stands here in clear text.', digestHint, 'warning'));
    }
    return digest;
  } catch (error) {
    if (!(error instanceof UndecodableDigest)) throw error;
    report(value.problem(`The password digest cannot be used: ${error.message}.`, digestHint));
    return undefined;
  }
}

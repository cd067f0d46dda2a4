import { parseArgs } from 'node:util';
import type { Subject } from '../../access/subject.ts';
import { parseTarget, type Target } from '../../access/target.ts';
import type { LoadOptions } from '../../config/load.ts';
import { canonicalAddress } from '../../lib/ip-address.ts';
import { CommandError } from '../command-error.ts';
import { globalFlags, loadOptions } from '../config-options.ts';
import type { CliIo } from '../io.ts';
import { wrongArguments } from '../wrong-arguments.ts';

/** What `check-policy` is asked. */
export interface PolicyQuestion {
  readonly target: Target;
  readonly subject: Subject;
  /** The URL and the address as they were typed. */
  readonly typed: { readonly url: string; readonly ip: string | undefined };
  /** Show the rules behind the one that decides, too. */
  readonly isVerbose: boolean;
  /** Say in words what each rule does. */
  readonly isExplained: boolean;
  readonly load: LoadOptions;
}

const flags = {
  ...globalFlags,
  url: { type: 'string' },
  method: { type: 'string', default: 'GET' },
  username: { type: 'string' },
  groups: { type: 'string', multiple: true },
  'client-id': { type: 'string' },
  ip: { type: 'string' },
  verbose: { type: 'boolean' },
  explain: { type: 'boolean' },
} as const;

/** Reads the command line of `check-policy` (Authelia's flags, and `--explain` and `--client-id`). Throws `CommandError`. */
export function readPolicyQuestion(args: readonly string[], io: CliIo): PolicyQuestion {
  const values = readFlags(args);
  if (values.url === undefined) throw new CommandError('usage', 'Which URL? Write --url https://….');
  const subject = {
    username: nonEmpty(values.username),
    groups: (values.groups ?? []).flatMap((list) => list.split(',')).filter((name) => name !== ''),
    clientId: nonEmpty(values['client-id']),
    address: readAddress(nonEmpty(values.ip)),
  };
  return {
    target: readTarget(values.url, values.method),
    subject,
    typed: { url: values.url, ip: nonEmpty(values.ip) },
    isVerbose: values.verbose === true,
    isExplained: values.explain === true,
    load: loadOptions(values, io),
  };
}

function readFlags(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: flags }).values;
  } catch (error) {
    throw wrongArguments(error);
  }
}

/** A path is read as the bytes that a browser would send. */
function readTarget(url: string, method: string): Target {
  const sent = url.replaceAll(/[^\0-\x7f]+/g, encodeURIComponent);
  const target = parseTarget(sent, method.toUpperCase());
  if (target !== undefined) return target;
  throw new CommandError(
    'failure',
    `A proxy's question about ${method.toUpperCase()} ${url} is refused: an absolute https:// URL and a method are needed.`,
  );
}

function readAddress(ip: string | undefined): string | undefined {
  const address = ip === undefined ? undefined : canonicalAddress(ip);
  if (ip !== undefined && address === undefined) {
    throw new CommandError('usage', `"${ip}" is no address.`);
  }
  return address;
}

function nonEmpty(value: string | undefined): string | undefined {
  return value === '' ? undefined : value;
}

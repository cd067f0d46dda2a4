import { compilePolicy } from '../access/policy.ts';
import type { Config } from '../config/config.ts';
import { formatProblems } from '../config/format-problems.ts';
import { loadConfig } from '../config/load.ts';
import { resolveNetworkNames } from '../config/resolve-network-names.ts';
import type { AccessControlConfig } from '../config/sections/access-control.ts';
import { readPolicyQuestion } from './check-policy/policy-question.ts';
import { limitLines, outcomeLine, policyTable, questionLine } from './check-policy/policy-table.ts';
import { policyWords } from './check-policy/policy-words.ts';
import type { CliIo } from './io.ts';
import { exitCodes } from './io.ts';

const help = `Check which policy the access control rules require for a request.

Usage:
  gatehouse access-control check-policy --url URL [flags]

  #     the position of the rule          hit   the criterion matches
  *     the rule matches and decides      miss  it does not
  ~     the rule may match, by who asks   may   that depends on who asks
  #     before a number: the rule would match, but an earlier one decides

Flags:
      --url URL          what is asked for
      --method METHOD    how (default: GET)
      --username NAME    who asks; without name, groups and client: somebody who is not signed in
      --groups NAME,…    the groups of who asks
      --client-id ID     instead: an OAuth 2.0 client that asks for itself
      --ip ADDRESS       from where
      --verbose          show the rules behind the one that decides, too
      --explain          say in words what each rule does and why
  -c, --config FILE,…    the configuration (default: configuration.yml)
`;

/** `gatehouse access-control check-policy` (behaviour.md §5.5): Authelia's table, and with `--explain` the reasons. */
export async function accessControlCheckPolicy(args: readonly string[], io: CliIo): Promise<number> {
  if (args.includes('--help') || args.includes('-h')) {
    io.stdout(help);
    return exitCodes.success;
  }
  const question = readPolicyQuestion(args, io);
  const { ready, problems } = await loadConfig(question.load);
  // What is wrong elsewhere does not matter here.
  const mistakes = problems.filter(({ severity, keyPath }) => severity === 'error' && ownKeys.test(keyPath));
  const config = mistakes.length === 0 ? readAccessControl(ready) : undefined;
  if (config === undefined) {
    io.stderr(formatProblems(mistakes, { hasColor: io.hasColor === true }));
    io.stderr('\nThe access control cannot be checked with a configuration that is not valid.\n');
    return exitCodes.failure;
  }
  const explanation = compilePolicy(config).explain(question.subject, question.target);
  const table = policyTable(explanation.rules, question.isVerbose);
  io.stdout(`${questionLine(question)}.\n\n${config.rules.length === 0 ? '' : `${table}\n`}`);
  io.stdout(`${outcomeLine(explanation, config.default_policy)}\n${limitLines(explanation)}\n`);
  if (question.isExplained) io.stdout(policyWords(explanation, config.rules, question));
  return exitCodes.success;
}

/** What the rules are made of; an empty path is about a whole file. */
const ownKeys = /^(?:(?:access_control|definitions)(?:[.[]|$)|$)/;

function readAccessControl({
  access_control,
  definitions,
}: Partial<Config>): AccessControlConfig | undefined {
  if (access_control === undefined || definitions === undefined) return undefined;
  return resolveNetworkNames({ access_control, definitions });
}

import { commands } from './commands.ts';

/** The text of `gatehouse --help`, or of a group of commands such as `crypto`. */
export function helpText(group: string): string {
  const listed = commands.filter(
    ({ words }) => group === '' || words.startsWith(`${group} `) || words === group,
  );
  const width = Math.max(...listed.map(({ words }) => words.length)) + 2;
  const lines = listed.map(({ words, summary }) => `  ${words.padEnd(width)}${summary}`);
  return `Gatehouse: single sign-on portal and authorization server for reverse proxies

Usage:
  gatehouse [flags]             Serve
  gatehouse COMMAND [flags]

Commands:
${lines.join('\n')}

Flags:
  -c, --config FILE,…                      Files and folders to read, in order (default: configuration.yml)
      --config.experimental.filters NAME,… Filters for them: template, expand-env
  -h, --help                               This help
      --version                            The version
`;
}

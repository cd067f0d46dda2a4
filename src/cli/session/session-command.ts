import { type ParseArgsConfig, parseArgs } from 'node:util';
import { openSessionControl, type SessionControl } from '../../app/open-session-control.ts';
import { AppError } from '../../lib/app-error.ts';
import { CommandError } from '../command-error.ts';
import type { Command } from '../commands.ts';
import { globalFlags, loadOptions } from '../config-options.ts';
import type { CliIo } from '../io.ts';
import { exitCodes } from '../io.ts';
import { loadCommandConfig } from '../load-command-config.ts';
import { wrongArguments } from '../wrong-arguments.ts';

/** What a command about sessions is handed. */
export interface SessionCommandContext {
  readonly control: SessionControl;
  readonly user: string;
  /** `--id`, where the command takes it and it was given. */
  readonly id: string | undefined;
  readonly io: CliIo;
}

/** A command about the sessions of one user. */
export interface SessionCommandOptions {
  /** The text of `--help`, without the flags that both have. */
  readonly help: string;
  readonly takesId: boolean;
  /** Gives the exit code. Expected failures throw `CommandError`. */
  run(context: SessionCommandContext): Promise<number>;
}

const flagsHelp = `
Flags:
  -u, --user NAME                    whose sessions, spelled as in the directory
  -c, --config FILE,…                the configuration (default: configuration.yml)
  -h, --help                         this help
`;

const idHelp = '      --id ID                        the one session that the list shows by that id\n';

/** Makes a command that works beside the serving process. */
export function sessionCommand({ help, takesId, run }: SessionCommandOptions): Command {
  return async (args, io) => {
    const { values, positionals } = readArguments(args, takesId);
    if (values.help === true) {
      io.stdout(`${help.trimEnd()}\n${flagsHelp}${takesId ? idHelp : ''}`);
      return exitCodes.success;
    }
    const { user, id } = values;
    if (positionals.length > 0)
      throw new CommandError('usage', `"${positionals[0]}" is one argument too many.`);
    if (user === undefined || user === '') throw new CommandError('usage', '--user is needed.');
    const config = await loadCommandConfig(loadOptions(values, io), io);
    try {
      const control = await openSessionControl(config);
      try {
        return await run({ control, user, id, io });
      } finally {
        await control.close();
      }
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      const detail = error.detail === undefined ? '' : ` ${error.detail}.`;
      throw new CommandError('failure', `${error.message}${detail}`);
    }
  };
}

function readArguments(args: readonly string[], takesId: boolean) {
  const own = { user: { type: 'string', short: 'u' } } as const satisfies ParseArgsConfig['options'];
  const options = { ...globalFlags, ...own, id: { type: 'string' } } as const;
  try {
    const read = parseArgs({ args: [...args], options, allowPositionals: true });
    if (takesId || read.values.id === undefined) return read;
  } catch (error) {
    throw wrongArguments(error);
  }
  throw new CommandError('usage', 'This command takes no --id.');
}

import { boolean } from '../notations/boolean.ts';
import { choice } from '../notations/choice.ts';
import { group } from '../notations/group.ts';
import { defaulted, optional } from '../notations/key.ts';
import { text } from '../notations/text.ts';
import type { Section } from '../section.ts';

/** The `log` section (behaviour.md §4.3). */
export interface LogConfig {
  readonly level: 'trace' | 'debug' | 'info' | 'warn' | 'error';
  readonly format: 'text' | 'json';
  /** Undefined = standard output. `%d` and `{datetime}` stand for the time of opening. */
  readonly file_path: string | undefined;
  readonly keep_stdout: boolean;
}

/** The `log` section. */
export const log: Section<LogConfig> = {
  schema: group(
    {
      level: defaulted(choice('trace', 'debug', 'info', 'warn', 'error'), 'info', 'How much is logged.'),
      format: defaulted(choice('text', 'json'), 'text', 'Lines for people, or one JSON object a line.'),
      file_path: optional(text, 'A file to log to; %d or {datetime} in it stands for the time of opening.'),
      keep_stdout: defaulted(boolean, false, 'Logs to standard output as well when file_path is set.'),
    },
    'What is logged, and where to.',
  ),
};

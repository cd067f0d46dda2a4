import { readDuration } from '../../config/notations/duration.ts';
import { describeUserAgent } from '../../lib/describe-user-agent.ts';
import { type AuditRecord, createAuditLog } from '../../storage/audit-log.ts';
import { CommandError } from '../command-error.ts';
import type { Command } from '../commands.ts';
import { exitCodes } from '../io.ts';
import { type StorageCommandContext, storageCommand } from '../storage/storage-command.ts';
import { textTable } from '../text-table.ts';

type Flags = StorageCommandContext['flags'];

/** No more are ever asked for at once. */
const mostRows = 100_000;

/** Makes `gatehouse audit list`: what happened to accounts, the newest first. `now` gives milliseconds since 1970 UTC. */
export function auditList(now: () => number): Command {
  return storageCommand({
    help: `List what happened to accounts, the newest first; times are UTC.

Usage:
  gatehouse audit list [flags]

Flags:
      --since WHEN                   only later ones: a duration back from now (2h, 7d), or a time (2026-01-31, 2026-01-31T12:00:00Z)
      --user USERNAME                only of that account, in the spelling of the directory
      --kind KIND                    only of that kind, such as sign-in or totp-added
      --limit NUMBER                 at most so many (default: 100)
      --json                         one JSON object a line
`,
    flags: {
      since: { type: 'string' },
      user: { type: 'string' },
      kind: { type: 'string' },
      limit: { type: 'string', default: '100' },
      json: { type: 'boolean' },
    },
    async run({ database, flags, words, io }) {
      if (words.length > 0) throw new CommandError('usage', `"${words[0]}" is not needed here.`);
      const records = await createAuditLog(database).list({
        sinceMs: readSince(flags.since, now()),
        username: textOf(flags.user),
        kind: textOf(flags.kind),
        limit: readLimit(flags.limit),
      });
      if (flags.json === true)
        io.stdout(records.map((record) => `${JSON.stringify(jsonOf(record))}\n`).join(''));
      else if (records.length === 0) io.stdout('No results.\n');
      else io.stdout(textTable([head, ...records.map(rowOf)]));
      return exitCodes.success;
    },
  });
}

const head = ['Time', 'Kind', 'Username', 'By', 'Result', 'IP', 'Device', 'Details'];

function rowOf(record: AuditRecord): readonly string[] {
  const { browser, system } = describeUserAgent(record.userAgent);
  const device = [browser, system].filter((one) => one !== undefined).join(' on ');
  const details = Object.entries(record.details).map(([name, value]) => `${name}=${value}`);
  return [
    new Date(record.timeMs).toISOString().slice(0, 19).replace('T', ' '),
    record.kind,
    record.username,
    record.actor ?? '',
    record.isSuccessful ? 'success' : 'failure',
    record.address ?? '',
    device,
    details.join(', '),
  ].map(printable);
}

/** Names that people gave may hold anything; a terminal obeys control characters. */
function printable(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu, '\ufffd');
}

function jsonOf({
  timeMs,
  kind,
  username,
  actor,
  isSuccessful,
  address,
  userAgent,
  requestId,
  details,
}: AuditRecord) {
  return {
    time: new Date(timeMs).toISOString(),
    kind,
    username,
    by: actor ?? null,
    successful: isSuccessful,
    remote_ip: address ?? null,
    user_agent: userAgent,
    request_id: requestId,
    details,
  };
}

function readSince(typed: Flags[string], nowMs: number): number | undefined {
  if (typed === undefined) return undefined;
  const text = String(typed);
  if (/^\d{4}-\d\d-\d\d/.test(text)) {
    const time = Date.parse(/Z$|[+-]\d\d:\d\d$/.test(text) || text.length === 10 ? text : `${text}Z`);
    if (!Number.isNaN(time)) return time;
  }
  const duration = readDuration(text);
  if (typeof duration === 'number') return nowMs - duration;
  throw new CommandError(
    'usage',
    `--since is a duration such as 7d, or a time such as 2026-01-31, not "${text}".`,
  );
}

function readLimit(typed: Flags[string]): number {
  const limit = Number(typed);
  if (Number.isInteger(limit) && limit > 0 && limit <= mostRows) return limit;
  throw new CommandError('usage', `--limit is a number from 1 to ${mostRows}.`);
}

function textOf(typed: Flags[string]): string | undefined {
  return typed === undefined ? undefined : String(typed);
}

import { readDuration } from '../../config/notations/duration.ts';
import { systemClock } from '../../lib/clock.ts';
import { addressBlock } from '../../regulation/address-block.ts';
import { type BanKind, createBanStore, longestBanReason } from '../../storage/bans.ts';
import { CommandError } from '../command-error.ts';
import type { Command } from '../commands.ts';
import { exitCodes } from '../io.ts';
import { banWords } from './ban-words.ts';
import { type StorageCommandContext, storageCommand } from './storage-command.ts';

const notes = {
  user: 'The name is the one of the directory, in its spelling: it is what every way of signing in is counted by.',
  ip: 'An IPv6 address stands for its /64.',
} as const satisfies Record<BanKind, string>;

/** `gatehouse storage bans user|ip add <subject>`. */
export function bansAdd(kind: BanKind): Command {
  const { one, value } = banWords[kind];
  return storageCommand({
    help: `Ban a ${one}, at once, also while Gatehouse serves. ${notes[kind]}

Usage:
  gatehouse storage bans ${kind} add <${value}> [flags]

Flags:
  -d, --duration DURATION            how long the ban holds (default: 1 day)
  -p, --permanent                    until it is revoked
  -r, --reason TEXT                  why, for the list
`,
    flags: {
      duration: { type: 'string', short: 'd', default: '1 day' },
      permanent: { type: 'boolean', short: 'p' },
      reason: { type: 'string', short: 'r' },
    },
    async run(context) {
      const { database, flags, io } = context;
      const subject = readSubject(kind, context);
      const nowMs = systemClock.now();
      const expiresAtMs = flags.permanent === true ? undefined : nowMs + readLength(flags.duration);
      const reason = readReason(flags.reason);
      const ban = { subject, startedAtMs: nowMs, expiresAtMs, source: 'cli', reason };
      await createBanStore(database).add(kind, ban);
      const end = expiresAtMs === undefined ? 'permanently' : `until '${seconds(expiresAtMs)}'`;
      io.stdout(`Successfully banned ${one} '${subject}' ${end}.\n`);
      return exitCodes.success;
    },
  });
}

function readSubject(kind: BanKind, { words }: StorageCommandContext): string {
  const [typed = '', ...more] = words;
  if (typed === '' || more.length > 0) {
    throw new CommandError('usage', `Exactly one ${banWords[kind].value} is needed.`);
  }
  if (kind === 'user') return typed;
  const block = addressBlock(typed);
  if (block === undefined) throw new CommandError('usage', `This is an invalid IP address: ${typed}.`);
  return block;
}

function readLength(typed: unknown): number {
  const length = readDuration(typed);
  if (typeof length !== 'number') {
    throw new CommandError('usage', length.problems.map(({ message }) => message).join(' '));
  }
  if (length <= 0) throw new CommandError('usage', 'The duration must be more than nothing.');
  return length;
}

function readReason(typed: unknown): string | undefined {
  if (typeof typed !== 'string' || typed === '') return undefined;
  if (typed.length <= longestBanReason) return typed;
  throw new CommandError('usage', `A reason has ${longestBanReason} characters at the most.`);
}

/** RFC 3339 in UTC, without fractions. */
function seconds(timeMs: number): string {
  return `${new Date(timeMs).toISOString().slice(0, 19)}Z`;
}

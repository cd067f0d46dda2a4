import type { DestinationStream, Logger } from 'pino';
import { pino } from 'pino';

/** The program's log: leveled, structured; an object first, the message second. */
export type Log = Logger;

/** The levels of the `log.level` key, the most talkative first. */
export type LogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error';

/** A log that writes to the given stream, one JSON object a line. */
export function createLog(level: LogLevel, destination: DestinationStream): Log {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    destination,
  );
}

/** A log that keeps silent. */
export const silentLog: Log = pino({ level: 'silent' });

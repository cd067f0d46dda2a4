import type { z } from 'zod';
import { address } from '../notations/address.ts';
import { boolean } from '../notations/boolean.ts';
import { numberChoice } from '../notations/choice.ts';
import { duration } from '../notations/duration.ts';
import { optionalGroup } from '../notations/group.ts';
import { defaulted } from '../notations/key.ts';
import type { Section } from '../section.ts';

/** The `ntp` section (behaviour.md §4.3); undefined where it is not written: nobody is asked then. */
export type NtpConfig = z.output<typeof schema>;

const server = address({
  schemes: ['udp', 'udp4', 'udp6'],
  port: 123,
  example: 'udp://time.cloudflare.com:123',
});

const schema = optionalGroup(
  {
    address: defaulted(server, 'udp://time.cloudflare.com:123', 'The time server.'),
    version: defaulted(numberChoice(3, 4), 4, 'The version of the protocol.'),
    max_desync: defaulted(duration({ min: 1 }), '3s', 'How far the clock may be off.'),
    disable_startup_check: defaulted(boolean, false, 'Does not compare the clock at start.'),
    disable_failure: defaulted(boolean, false, 'Starts with a clock that is off, too.'),
  },
  'The clock is compared with a time server at start, where this is written.',
);

/** The `ntp` section. */
export const ntp: Section<NtpConfig> = { schema };

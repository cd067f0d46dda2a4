import { duration } from '../../notations/duration.ts';
import { group } from '../../notations/group.ts';
import { integer } from '../../notations/integer.ts';
import { defaulted } from '../../notations/key.ts';

/** `buffers` of a listener (behaviour.md §4.3), in bytes. */
export const buffers = group(
  {
    read: defaulted(integer({ min: 1, unit: 'bytes' }), 4096, 'The largest header block, in bytes.'),
    write: defaulted(integer({ min: 1, unit: 'bytes' }), 4096, 'Bytes gathered before they are sent.'),
  },
  'Buffers of each connection.',
);

/** `timeouts` of a listener (behaviour.md §4.3). */
export const timeouts = group(
  {
    read: defaulted(duration({ min: 1 }), '6s', 'How long a request may take to arrive.'),
    write: defaulted(duration({ min: 1 }), '6s', 'How long an answer may take to leave.'),
    idle: defaulted(duration({ min: 1 }), '30s', 'How long a connection may wait for its next request.'),
  },
  'Timeouts of each connection.',
);

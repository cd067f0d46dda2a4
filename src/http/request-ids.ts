import type { Random } from '../lib/random.ts';
import type { EdgeTrust } from './forwarded.ts';
import { headerValues, type RawRequest } from './raw-request.ts';

/** Gives the id by which the log lines of a request are found. */
export type RequestIds = (request: RawRequest) => string;

/** What an id may be that a proxy sends: nothing that could garble a log line, nor fill one. */
const acceptable = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,127}$/;

/** Makes ids of one's own; the id that a trusted proxy sends as its one `X-Request-Id` is kept, so that both logs have the same. */
export function createRequestIds(random: Random, trust: EdgeTrust): RequestIds {
  const prefix = random.bytes(6).toString('hex');
  let count = 0;
  return (request) => {
    const [sent, ...others] = headerValues(request, 'x-request-id');
    if (
      sent === undefined ||
      others.length > 0 ||
      !acceptable.test(sent) ||
      !trust.isTrusted(request.peerAddress)
    ) {
      return `${prefix}-${++count}`;
    }
    return sent;
  };
}

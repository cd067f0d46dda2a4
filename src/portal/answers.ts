import type { ElevationNeededData } from '../../shared/api/elevation.ts';
import type { Envelope } from '../../shared/api/envelope.ts';
import type { Answer } from '../http/answer.ts';
import type { ElevationNeed } from '../verification/elevation.ts';

/** The texts that existing clients read (behaviour.md §1). */
export const messages = {
  authenticationFailed: 'Authentication failed. Check your credentials.',
  operationFailed: 'Operation failed.',
  secondFactorFailed: 'Authentication failed, please retry later.',
  totpNotSetUp: 'Unable to set up one-time passwords.',
  totpNotDeleted: 'Unable to delete one-time password.',
  tooManyRequests: 'Too Many Requests',
  foreignOrigin: 'The request came from another site and was refused.',
} as const;

type Headers = Answer['headers'];

/** 200 with the success envelope; without data exactly `{"status":"OK"}`. */
export function ok(data?: object, headers: Headers = []): Answer {
  return json(200, data === undefined ? { status: 'OK' } : { status: 'OK', data }, headers);
}

/** The failure envelope. Many failures keep status 200 (behaviour.md §1.1). */
export function ko(status: number, message: string, headers: Headers = []): Answer {
  return json(status, { status: 'KO', message }, headers);
}

/** 403 with what sensitive settings still need: the one failure with data (behaviour.md §1.1). */
export function elevationNeeded(needed: ElevationNeed): Answer {
  const data: ElevationNeededData = {
    elevation: needed === 'elevation',
    first_factor: needed === 'first_factor',
    second_factor: needed === 'second_factor',
  };
  return json(403, { status: 'KO', data }, []);
}

/** A redirect without a body. The location must be a path of ours or a checked URL. */
export function redirect(status: 301 | 302 | 303 | 307, location: string, headers: Headers = []): Answer {
  return { status, headers: [['Location', location], ...headers], body: '' };
}

function json(status: number, body: Envelope<object>, headers: Headers): Answer {
  return {
    status,
    headers: [['Content-Type', 'application/json; charset=utf-8'], ...headers],
    body: JSON.stringify(body),
  };
}

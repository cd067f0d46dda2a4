/** Why a request to the API failed for a reason that is not in what was sent. */
export type RequestProblem = 'offline' | 'too-many' | 'unavailable';

/** The problem that a status stands for: 429 is a limit, anything else a fault of the server. */
export function requestProblem(status: number): RequestProblem {
  return status === 429 ? 'too-many' : 'unavailable';
}

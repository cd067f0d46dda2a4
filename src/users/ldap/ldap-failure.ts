import { ResultCodeError } from 'ldapts';
import { reasonOf } from '../../lib/reason-of.ts';

/** Result codes of RFC 4511 appendix A.1 (and X.511) that decisions hang on. */
export const resultCodes = {
  referral: 10,
  strongerAuthRequired: 8,
  confidentialityRequired: 13,
  constraintViolation: 19,
  noSuchObject: 32,
  inappropriateAuthentication: 48,
  invalidCredentials: 49,
  insufficientAccessRights: 50,
  busy: 51,
  unavailable: 52,
  unwillingToPerform: 53,
} as const;

/** The result code with which a server refused; undefined where it did not answer at all. */
export function resultCodeOf(error: unknown): number | undefined {
  return error instanceof ResultCodeError ? error.code : undefined;
}

/** Whether the server is of no use now: away, silent, or not well. */
export function isLoss(error: unknown): error is Error {
  return error instanceof ConnectionError || (error instanceof ResultCodeError && !isRefusal(error));
}

/** Whether the server answered, and said no: the connection is as good as before. */
export function isRefusal(error: unknown): boolean {
  const code = resultCodeOf(error);
  return code !== undefined && code !== resultCodes.busy && code !== resultCodes.unavailable;
}

/** Said where the server could not be asked, or did not answer: nothing is known, and the connection is of no use any more. */
export class ConnectionError extends Error {
  constructor(cause: unknown) {
    super(reasonOf(cause), { cause });
    this.name = 'ConnectionError';
  }
}

/** Runs what speaks with a server: what it answers is thrown as it is, anything else as `ConnectionError`. */
export async function speaking<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof ResultCodeError || error instanceof ConnectionError
      ? error
      : new ConnectionError(error);
  }
}

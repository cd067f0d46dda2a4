import { AppError, type AppErrorCode } from '../lib/app-error.ts';
import type { Answer } from './answer.ts';
import { plainAnswer } from './plain-answer.ts';

const statusByCode: Record<AppErrorCode, number> = {
  'session-store-unavailable': 503,
  'user-backend-unavailable': 503,
  'storage-unavailable': 503,
  'storage-key-wrong': 500,
  'notification-failed': 503,
  'duo-unavailable': 503,
  overloaded: 503,
  'configuration-invalid': 500,
  internal: 500,
};

/** The answer to a request that failed: 503 while the outside world is away, 500 for what nobody foresaw; never a 2xx. */
export function errorAnswer(error: unknown): Answer {
  return plainAnswer(errorStatus(error), [['Cache-Control', 'no-store']]);
}

/** The status that a thrown value amounts to. */
export function errorStatus(error: unknown): number {
  return error instanceof AppError ? statusByCode[error.code] : 500;
}

import { expect, test } from 'vitest';
import { AppError, type AppErrorCode } from '../lib/app-error.ts';
import { errorAnswer } from './error-answer.ts';

test.each<readonly [AppErrorCode, number]>([
  ['session-store-unavailable', 503],
  ['user-backend-unavailable', 503],
  ['overloaded', 503],
  ['configuration-invalid', 500],
  ['internal', 500],
])('%s is %i', (code, status) => {
  const answer = errorAnswer(new AppError(code, 'a message', { detail: 'a detail' }));
  expect(answer.status).toBe(status);
  expect(answer.body).not.toContain('a message');
});

test.each([new Error('boom'), new TypeError('boom'), 'boom', undefined, { status: 200 }])(
  '%s is 500 and tells nothing',
  (thrown) => {
    expect(errorAnswer(thrown)).toMatchObject({ status: 500, body: '500 Internal Server Error' });
  },
);

import type { Answer } from '../http/answer.ts';

/** `GET /api/health` (behaviour.md §1.3): the process runs and answers. It needs no session and no forwarded header. */
export function healthAnswer(): Answer {
  return {
    status: 200,
    headers: [['Content-Type', 'application/json; charset=utf-8']],
    body: '{"status":"OK"}',
  };
}

/** The same from a process that was told to stop: whoever asks over a connection of before should go elsewhere. */
export function stoppingAnswer(): Answer {
  return { ...healthAnswer(), status: 503, body: '{"status":"KO","message":"Stopping"}' };
}

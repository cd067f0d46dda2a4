import { askApi } from './ask-api.ts';
import { readEnvelope } from './read-envelope.ts';

/** Whether this browser has a session by now: `GET api/state` (behaviour.md §1.3). False where there is no answer. */
export async function isSignedIn(basePath: string): Promise<boolean> {
  const answer = await askApi(`${basePath}api/state`, 'GET');
  if (answer.kind === 'no-answer' || answer.status !== 200) return false;
  const level = readEnvelope(answer.body)?.authentication_level;
  return typeof level === 'number' && level >= 1;
}

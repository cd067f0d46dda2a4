import type { ElevationNeededData } from '../../../../shared/api/elevation.ts';
import { type ApiAnswer, type ApiMethod, askApi } from '../ask-api.ts';
import { type Guard, isOneOf, isShape, isYesOrNo } from '../guards.ts';
import { readFailure } from '../read-failure.ts';
import { requestProblem } from '../request-problem.ts';
import type { ElevationNeed, SettingsOutcome } from './settings-outcome.ts';

/** A request of the settings: where to, and what the `data` of a good answer looks like. */
export interface SettingsRequest<Data> {
  readonly url: string;
  readonly method: ApiMethod;
  readonly body?: unknown;
  readonly isData: Guard<Data>;
}

const isElevationNeeded = isShape<{ readonly status: string; readonly data: ElevationNeededData }>({
  status: isOneOf('KO'),
  data: isShape<ElevationNeededData>({
    elevation: isYesOrNo,
    first_factor: isYesOrNo,
    second_factor: isYesOrNo,
  }),
});

const isDone = isShape<{ readonly status: string }>({ status: isOneOf('OK') });

/** Asks the API on behalf of the settings pages. Never throws. */
export async function askSettings<Data>({
  url,
  method,
  body,
  isData,
}: SettingsRequest<Data>): Promise<SettingsOutcome<Data>> {
  return readOutcome(await askApi(url, method, body), isData);
}

/** What an answer of the settings' API means (behaviour.md §1.1, §1.5–§1.7). */
function readOutcome<Data>(answer: ApiAnswer, isData: Guard<Data>): SettingsOutcome<Data> {
  if (answer.kind === 'no-answer') return { kind: 'failed', problem: 'offline' };
  const { status, body } = answer;
  if (status === 429 || status >= 500) return { kind: 'failed', problem: requestProblem(status) };
  if (isElevationNeeded(body)) return { kind: 'elevation-needed', need: needOf(body.data) };
  const message = readFailure(body);
  if (message !== undefined) return { kind: 'refused', status, message };
  // In plain text: there is no session any more.
  if (status === 401 || status === 403) return { kind: 'failed', problem: 'signed-out' };
  const data = dataOf(answer);
  return data.isGood && isData(data.value)
    ? { kind: 'done', data: data.value }
    : { kind: 'failed', problem: 'unavailable' };
}

/** An empty answer with a good status is one as well (behaviour.md §1.7). */
function dataOf({ status, body, isEmpty }: Extract<ApiAnswer, { kind: 'answer' }>): {
  readonly isGood: boolean;
  readonly value: unknown;
} {
  if (status !== 200 && status !== 201) return { isGood: false, value: undefined };
  if (isEmpty) return { isGood: true, value: undefined };
  return { isGood: isDone(body), value: isDone(body) ? Reflect.get(body, 'data') : undefined };
}

function needOf({ first_factor, second_factor }: ElevationNeededData): ElevationNeed {
  if (second_factor) return 'second-factor';
  return first_factor ? 'first-factor' : 'elevation';
}

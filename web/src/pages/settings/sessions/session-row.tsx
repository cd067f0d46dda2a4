import type { Translate } from '../../../i18n/translator.ts';
import type { Dates } from '../parts/dates.ts';
import { deviceWords, sessionWords, type ToldSession } from './session-words.ts';

interface SessionRowProps {
  readonly t: Translate;
  readonly dates: Dates;
  readonly session: ToldSession;
  readonly isCurrent: boolean;
  readonly isDomainTold: boolean;
  /** The one thing that can be done with it. */
  readonly action: string;
  readonly onAct: () => void;
}

/** One session as a sentence, with the one action at its end. */
export function SessionRow({ t, dates, session, isCurrent, isDomainTold, action, onAct }: SessionRowProps) {
  const device = deviceWords(t, session);
  return (
    <li class="row">
      <div class="row-words">
        <p class="row-title">
          <bdi>{device}</bdi>
          {isCurrent && <span class="badge">{t('session-this')}</span>}
        </p>
        <p class="row-facts">
          {sessionWords(t, dates, session, isDomainTold).map((words) => (
            <bdi class="fact" key={words}>
              {words}
            </bdi>
          ))}
        </p>
      </div>
      <button class="button second small" type="button" aria-label={`${action}: ${device}`} onClick={onAct}>
        {action}
      </button>
    </li>
  );
}

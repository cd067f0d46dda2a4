import { useCallback, useState } from 'preact/hooks';
import type { UserSessionData, UserSessionsData } from '../../../../../shared/api/user-sessions.ts';
import { endOtherSessions, endSession, readSessions } from '../../../api/settings/sessions.ts';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { createDates } from '../parts/dates.ts';
import { focusGroup, Group } from '../parts/group.tsx';
import { LoadedView } from '../parts/loaded-view.tsx';
import { useChange } from '../parts/use-change.ts';
import { useLoaded } from '../parts/use-loaded.ts';
import type { SectionProps } from '../section-props.ts';
import { SessionRow } from './session-row.tsx';
import { areOfSeveralDomains, deviceWords } from './session-words.ts';

const groupId = 'sessions-group';

/** What is about to be ended. */
type Asked = UserSessionData | 'others';

/** Where the person is signed in, and the ways to end that. */
export function SessionsSection(props: SectionProps) {
  const { data, t } = props;
  const load = useCallback(() => readSessions(data.basePath), [data.basePath]);
  const { loaded, reload } = useLoaded(load);
  const [asked, setAsked] = useState<Asked>();
  return (
    <Group id={groupId} title={t('sessions-list-title')} text={t('sessions-text')}>
      <LoadedView id={groupId} t={t} loaded={loaded} reload={reload} rows={3}>
        {(sessions) => <SessionList {...props} {...sessions} onAsk={setAsked} />}
      </LoadedView>
      {asked !== undefined && (
        <EndDialog {...props} asked={asked} reload={reload} onClose={() => setAsked(undefined)} />
      )}
    </Group>
  );
}

interface SessionListProps extends SectionProps, UserSessionsData {
  readonly onAsk: (asked: Asked) => void;
}

function SessionList({ data, t, sessions, onAsk }: SessionListProps) {
  const dates = createDates(data.language, Date.now);
  const leave = () => location.assign(`${data.basePath}logout`);
  // This one first: it is what the others are compared with.
  const sorted = [...sessions].sort((one, other) => Number(other.is_current) - Number(one.is_current));
  return (
    <>
      <ul class="rows">
        {sorted.map((session) => (
          <SessionRow
            key={session.id}
            t={t}
            dates={dates}
            session={session}
            isCurrent={session.is_current}
            isDomainTold={areOfSeveralDomains(sessions)}
            action={t('sign-out')}
            onAct={session.is_current ? leave : () => onAsk(session)}
          />
        ))}
      </ul>
      {sessions.length > 1 && (
        <button
          class="button second fit"
          id="end-other-sessions"
          type="button"
          onClick={() => onAsk('others')}
        >
          {t('sessions-end-others')}
        </button>
      )}
    </>
  );
}

interface EndDialogProps extends SectionProps {
  readonly asked: Asked;
  readonly reload: () => Promise<void>;
  readonly onClose: () => void;
}

function EndDialog({ data, t, protect, say, asked, reload, onClose }: EndDialogProps) {
  const change = useChange();
  const device = asked === 'others' ? '' : deviceWords(t, asked);
  const end = async () => {
    const done = await change.run<unknown>(() =>
      protect<unknown>(() =>
        asked === 'others' ? endOtherSessions(data.basePath) : endSession(data.basePath, asked.id),
      ),
    );
    if (done === undefined) return;
    onClose();
    await reload();
    say(t('sessions-ended'));
    focusGroup(groupId);
  };
  return (
    <ConfirmDialog
      id="end-session-dialog"
      t={t}
      title={asked === 'others' ? t('sessions-end-others-title') : t('sessions-end-title', { device })}
      text={t(asked === 'others' ? 'sessions-end-others-text' : 'sessions-end-text')}
      action={t(asked === 'others' ? 'sessions-end-others' : 'sign-out')}
      state={change.state}
      onConfirm={() => void end()}
      onClose={onClose}
    />
  );
}

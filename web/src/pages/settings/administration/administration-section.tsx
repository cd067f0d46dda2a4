import { useCallback, useState } from 'preact/hooks';
import { endSessionsOf, readSessionsOf } from '../../../api/settings/admin-sessions.ts';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { focusGroup, Group } from '../parts/group.tsx';
import { LoadedView } from '../parts/loaded-view.tsx';
import { useChange } from '../parts/use-change.ts';
import { useLoaded } from '../parts/use-loaded.ts';
import type { SectionProps } from '../section-props.ts';
import { deviceWords } from '../sessions/session-words.ts';
import type { AskedOfUser } from './asked-of-user.ts';
import { PeopleSessions } from './people-sessions.tsx';

const groupId = 'admin-sessions-group';

/** Anyone's sessions, for administrators. */
export function AdministrationSection(props: SectionProps) {
  const { data, t } = props;
  const [user, setUser] = useState('');
  const load = useCallback(() => readSessionsOf(data.basePath, user), [data.basePath, user]);
  const { loaded, reload } = useLoaded(load);
  const [asked, setAsked] = useState<AskedOfUser>();
  return (
    <Group id={groupId} title={t('admin-sessions-title')} text={t('admin-sessions-text')}>
      <SearchForm t={t} onSearch={setUser} />
      <LoadedView id={groupId} t={t} loaded={loaded} reload={reload} rows={3}>
        {(found) => <PeopleSessions {...props} {...found} user={user} onAsk={setAsked} />}
      </LoadedView>
      {asked !== undefined && (
        <EndDialog {...props} asked={asked} reload={reload} onClose={() => setAsked(undefined)} />
      )}
    </Group>
  );
}

function SearchForm({
  t,
  onSearch,
}: Pick<SectionProps, 't'> & { readonly onSearch: (user: string) => void }) {
  return (
    <form
      class="search"
      onSubmit={(event) => {
        event.preventDefault();
        const value = new FormData(event.currentTarget).get('user');
        onSearch(typeof value === 'string' ? value.trim() : '');
      }}
    >
      <div class="field">
        <label class="label" for="admin-user">
          {t('user-name')}
        </label>
        <input
          class="input"
          id="admin-user"
          name="user"
          type="search"
          maxLength={200}
          autocomplete="off"
          autocapitalize="none"
          spellcheck={false}
          dir="auto"
          enterkeyhint="search"
        />
      </div>
      <button class="button primary fit" type="submit">
        {t('admin-search')}
      </button>
    </form>
  );
}

interface EndDialogProps extends SectionProps {
  readonly asked: AskedOfUser;
  readonly reload: () => Promise<void>;
  readonly onClose: () => void;
}

function EndDialog({ data, t, protect, say, asked, reload, onClose }: EndDialogProps) {
  const change = useChange();
  const end = async () => {
    const done = await change.run(() =>
      protect(() =>
        asked.kind === 'all'
          ? endSessionsOf(data.basePath, asked.username)
          : endSessionsOf(data.basePath, asked.session.username, asked.session.id),
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
      id="admin-end-dialog"
      t={t}
      title={titleOf(t, asked)}
      text={t('admin-end-text')}
      action={t(asked.kind === 'all' ? 'admin-end-all' : 'sign-out')}
      state={change.state}
      onConfirm={() => void end()}
      onClose={onClose}
    />
  );
}

function titleOf(t: SectionProps['t'], asked: AskedOfUser): string {
  if (asked.kind === 'all') return t('admin-end-all-title', { name: asked.username });
  return t('admin-end-title', { name: asked.session.username, device: deviceWords(t, asked.session) });
}

import { useState } from 'preact/hooks';
import type { TotpData } from '../../../../../shared/api/totp.ts';
import type { EnrolledData } from '../../../api/settings/recovery-codes.ts';
import { removeTotp } from '../../../api/settings/totp.ts';
import { Note } from '../../../components/note.tsx';
import { changeProblemText } from '../parts/change-problem-text.ts';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { createDates } from '../parts/dates.ts';
import { focusGroup, Group } from '../parts/group.tsx';
import { LoadedView } from '../parts/loaded-view.tsx';
import { useChange } from '../parts/use-change.ts';
import type { Loaded } from '../parts/use-loaded.ts';
import type { SectionProps } from '../section-props.ts';
import { TotpDialog } from './totp-dialog.tsx';
import { useTotp } from './use-totp.ts';

interface TotpGroupProps extends SectionProps {
  readonly loaded: Loaded<TotpData | undefined>;
  readonly reload: () => Promise<void>;
  /** A factor was enrolled. */
  readonly onEnrolled: (enrolled: EnrolledData) => void;
}

const groupId = 'one-time-password-group';

/** The authenticator app: set up, replaced, removed. */
export function TotpGroup(props: TotpGroupProps) {
  const { data, t, protect, say, loaded, reload, onEnrolled } = props;
  const [isAsking, setIsAsking] = useState(false);
  const opening = useChange();
  const setup = useTotp(data.basePath, protect, (enrolled) => {
    say(t('totp-added'));
    void reload();
    onEnrolled(enrolled);
  });
  return (
    <Group id={groupId} title={t('totp-title')} text={t('totp-text')}>
      <LoadedView id={groupId} t={t} loaded={loaded} reload={reload}>
        {(totp) => (
          <div class="row">
            <TotpWords {...props} totp={totp} />
            <div class="row-actions">
              <button
                class="button second small"
                id="totp-set-up"
                type="button"
                onClick={() => void opening.run(setup.open)}
              >
                {t(totp === undefined ? 'totp-set-up' : 'totp-replace')}
              </button>
              {totp !== undefined && (
                <button
                  class="button second small"
                  id="totp-remove"
                  type="button"
                  onClick={() => setIsAsking(true)}
                >
                  {t('remove')}
                </button>
              )}
            </div>
          </div>
        )}
      </LoadedView>
      <Note id={`${groupId}-problem`} text={changeProblemText(t, opening.state.problem)} />
      <TotpDialog t={t} setup={setup} />
      {isAsking && <RemoveDialog {...props} onClose={() => setIsAsking(false)} />}
    </Group>
  );
}

function TotpWords({ data, t, totp }: SectionProps & { readonly totp: TotpData | undefined }) {
  if (totp === undefined) return <p class="row-words">{t('totp-none')}</p>;
  const dates = createDates(data.language, Date.now);
  return (
    <p class="row-words row-facts">
      <bdi class="fact">{t('added-on', { day: dates.day(totp.created_at) })}</bdi>
      <bdi class="fact">
        {totp.last_used_at === undefined
          ? t('never-used')
          : t('last-used', { time: dates.ago(totp.last_used_at) })}
      </bdi>
    </p>
  );
}

function RemoveDialog({
  data,
  t,
  protect,
  say,
  reload,
  onClose,
}: TotpGroupProps & { readonly onClose: () => void }) {
  const change = useChange();
  const remove = async () => {
    if ((await change.run(() => protect(() => removeTotp(data.basePath)))) === undefined) return;
    onClose();
    await reload();
    say(t('totp-removed'));
    focusGroup(groupId);
  };
  return (
    <ConfirmDialog
      id="remove-totp-dialog"
      t={t}
      title={t('totp-remove-title')}
      text={t('totp-remove-text')}
      action={t('remove')}
      state={change.state}
      onConfirm={() => void remove()}
      onClose={onClose}
    />
  );
}

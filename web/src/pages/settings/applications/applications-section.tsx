import { useCallback, useState } from 'preact/hooks';
import type { OidcApplicationData } from '../../../../../shared/api/oidc-applications.ts';
import { readApplications, revokeApplication } from '../../../api/settings/applications.ts';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { createDates } from '../parts/dates.ts';
import { focusGroup, Group } from '../parts/group.tsx';
import { LoadedView } from '../parts/loaded-view.tsx';
import { useChange } from '../parts/use-change.ts';
import { useLoaded } from '../parts/use-loaded.ts';
import type { SectionProps } from '../section-props.ts';
import { ApplicationRow } from './application-row.tsx';

const groupId = 'applications-group';

/** The applications that the person gave something, and the way to take it back. */
export function ApplicationsSection(props: SectionProps) {
  const { data, t } = props;
  const load = useCallback(() => readApplications(data.basePath), [data.basePath]);
  const { loaded, reload } = useLoaded(load);
  const [asked, setAsked] = useState<OidcApplicationData>();
  const dates = createDates(data.language, Date.now);
  return (
    <Group id={groupId} title={t('applications-title')} text={t('applications-text')}>
      <LoadedView id={groupId} t={t} loaded={loaded} reload={reload} rows={3}>
        {({ applications }) =>
          applications.length === 0 ? (
            <p class="text">{t('applications-none')}</p>
          ) : (
            <ul class="rows">
              {applications.map((application) => (
                <ApplicationRow
                  key={application.client_id}
                  t={t}
                  dates={dates}
                  application={application}
                  onRevoke={() => setAsked(application)}
                />
              ))}
            </ul>
          )
        }
      </LoadedView>
      {asked !== undefined && (
        <RevokeDialog {...props} asked={asked} reload={reload} onClose={() => setAsked(undefined)} />
      )}
    </Group>
  );
}

interface RevokeDialogProps extends SectionProps {
  readonly asked: OidcApplicationData;
  readonly reload: () => Promise<void>;
  readonly onClose: () => void;
}

function RevokeDialog({ data, t, protect, say, asked, reload, onClose }: RevokeDialogProps) {
  const change = useChange();
  const revoke = async () => {
    const done = await change.run<unknown>(() =>
      protect<unknown>(() => revokeApplication(data.basePath, asked.client_id)),
    );
    if (done === undefined) return;
    onClose();
    await reload();
    say(t('application-revoked'));
    focusGroup(groupId);
  };
  return (
    <ConfirmDialog
      id="revoke-application-dialog"
      t={t}
      title={t('application-revoke-title', { name: asked.client_description })}
      text={t('application-revoke-text')}
      action={t('application-revoke')}
      state={change.state}
      onConfirm={() => void revoke()}
      onClose={onClose}
    />
  );
}

import { useState } from 'preact/hooks';
import { removeKey, type SecurityKey } from '../../../api/settings/keys.ts';
import type { EnrolledData } from '../../../api/settings/recovery-codes.ts';
import { canCreate } from '../../../web-authn/create-credential.ts';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { focusGroup, Group } from '../parts/group.tsx';
import { LoadedView } from '../parts/loaded-view.tsx';
import { useChange } from '../parts/use-change.ts';
import type { Loaded } from '../parts/use-loaded.ts';
import type { SectionProps } from '../section-props.ts';
import { AddKeyDialog } from './add-key-dialog.tsx';
import { KeyRow } from './key-row.tsx';
import { RenameKeyDialog } from './rename-key-dialog.tsx';
import { useAddKey } from './use-add-key.ts';

interface KeysGroupProps extends SectionProps {
  readonly loaded: Loaded<readonly SecurityKey[]>;
  readonly reload: () => Promise<void>;
  /** A factor was enrolled. */
  readonly onEnrolled: (enrolled: EnrolledData) => void;
}

const groupId = 'webauthn-group';

/** What is about to be done with a key. */
interface Asked {
  readonly key: SecurityKey;
  readonly wish: 'rename' | 'remove';
}

/** The passkeys and security keys: added, renamed, removed. */
export function KeysGroup(props: KeysGroupProps) {
  const { data, t, protect, say, loaded, reload, onEnrolled } = props;
  const [asked, setAsked] = useState<Asked>();
  const adding = useAddKey(data.basePath, protect, (enrolled) => {
    say(t('key-added'));
    void reload();
    onEnrolled(enrolled);
  });
  const close = () => setAsked(undefined);
  return (
    <Group id={groupId} title={t('keys-title')} text={t('keys-text')}>
      <LoadedView id={groupId} t={t} loaded={loaded} reload={reload}>
        {(keys) => (
          <>
            {keys.length === 0 ? (
              <p class="text aside">{t('keys-none')}</p>
            ) : (
              <ul class="rows">
                {keys.map((key) => (
                  <KeyRow
                    key={key.id}
                    data={data}
                    t={t}
                    securityKey={key}
                    onRename={() => setAsked({ key, wish: 'rename' })}
                    onRemove={() => setAsked({ key, wish: 'remove' })}
                  />
                ))}
              </ul>
            )}
            {canCreate() ? (
              <button class="button second fit" id="webauthn-add" type="button" onClick={adding.open}>
                {t('key-add')}
              </button>
            ) : (
              <p class="text aside">{t('key-not-supported')}</p>
            )}
          </>
        )}
      </LoadedView>
      <AddKeyDialog t={t} adding={adding} />
      {asked?.wish === 'rename' && <RenameKeyDialog {...props} securityKey={asked.key} onClose={close} />}
      {asked?.wish === 'remove' && <RemoveKeyDialog {...props} securityKey={asked.key} onClose={close} />}
    </Group>
  );
}

interface RemoveKeyDialogProps extends KeysGroupProps {
  readonly securityKey: SecurityKey;
  readonly onClose: () => void;
}

function RemoveKeyDialog(props: RemoveKeyDialogProps) {
  const { data, t, protect, say, reload, securityKey, onClose } = props;
  const change = useChange();
  const remove = async () => {
    const done = await change.run(() => protect(() => removeKey(data.basePath, securityKey.id)));
    if (done === undefined) return;
    onClose();
    await reload();
    say(t('key-removed'));
    focusGroup(groupId);
  };
  return (
    <ConfirmDialog
      id="remove-key-dialog"
      t={t}
      title={t('key-remove-title', { name: securityKey.description })}
      text={t('key-remove-text')}
      action={t('remove')}
      state={change.state}
      onConfirm={() => void remove()}
      onClose={onClose}
    />
  );
}

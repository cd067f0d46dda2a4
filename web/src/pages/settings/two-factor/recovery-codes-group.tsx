import { useState } from 'preact/hooks';
import type { RecoveryCodesData } from '../../../../../shared/api/recovery-codes.ts';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { createDates } from '../parts/dates.ts';
import { Group } from '../parts/group.tsx';
import { LoadedView } from '../parts/loaded-view.tsx';
import type { Loaded } from '../parts/use-loaded.ts';
import type { SectionProps } from '../section-props.ts';
import type { RecoveryCodes } from './use-recovery-codes.ts';

interface RecoveryCodesGroupProps extends SectionProps {
  readonly recovery: RecoveryCodes;
}

/** With fewer than this left it is time for new ones. */
const few = 3;

/** How many recovery codes are left, and the way to new ones. */
export function RecoveryCodesGroup({ data, t, recovery }: RecoveryCodesGroupProps) {
  const [isAsking, setIsAsking] = useState(false);
  const { loaded, reload, change, make } = recovery;
  const confirm = async () => {
    if (await make()) setIsAsking(false);
  };
  return (
    <Group id="recovery-codes-group" title={t('recovery-codes-title')} text={t('recovery-codes-text')}>
      <LoadedView id="recovery-codes" t={t} loaded={loaded} reload={reload}>
        {(codes) => (
          <div class="row">
            <p class="row-words">{leftWords(codes, data.language, t)}</p>
            <button
              class="button second small"
              id="recovery-codes-make"
              type="button"
              onClick={() => setIsAsking(true)}
            >
              {t('recovery-codes-make')}
            </button>
          </div>
        )}
      </LoadedView>
      {isAsking && (
        <ConfirmDialog
          id="make-recovery-codes-dialog"
          t={t}
          title={t('recovery-codes-make-title')}
          text={t(hasSome(loaded) ? 'recovery-codes-make-text' : 'recovery-codes-first-text')}
          action={t('recovery-codes-make')}
          state={change.state}
          onConfirm={() => void confirm()}
          onClose={() => {
            change.forget();
            setIsAsking(false);
          }}
        />
      )}
    </Group>
  );
}

function hasSome(loaded: Loaded<RecoveryCodesData>): boolean {
  return loaded.phase === 'there' && loaded.data.left > 0;
}

function leftWords({ left, created_at }: RecoveryCodesData, language: string, t: SectionProps['t']): string {
  if (created_at === undefined) return t('recovery-codes-none');
  const day = createDates(language, Date.now).day(created_at);
  const count = String(left);
  return t(left < few ? 'recovery-codes-few' : 'recovery-codes-left', { count, day });
}

import { useEffect, useMemo, useState } from 'preact/hooks';
import { Dialog } from '../../../components/dialog.tsx';
import type { Translate } from '../../../i18n/translator.ts';
import { CopyButton } from '../parts/copy-button.tsx';

interface RecoveryCodesDialogProps {
  readonly t: Translate;
  /** Whose they are: for the sheet that is printed or kept. */
  readonly username: string;
  readonly codes: readonly string[];
  readonly onClose: () => void;
}

/** Shows new recovery codes this once, and lets nobody leave who has not said that they are kept. */
export function RecoveryCodesDialog({ t, username, codes, onClose }: RecoveryCodesDialogProps) {
  const [isReminded, setIsReminded] = useState(false);
  const text = codes.join('\n');
  const fileUrl = useFileUrl(`${t('product-name')} · ${location.host} · ${username}\n\n${text}\n`);
  return (
    <Dialog
      id="recovery-codes-dialog"
      title={t('recovery-codes-title')}
      // Escape must not lose them: they are never shown again.
      onClose={() => setIsReminded(true)}
    >
      <p class="text">{t('recovery-codes-new-text')}</p>
      <div class="sheet">
        <p class="sheet-head">{`${t('product-name')} · ${location.host} · ${username}`}</p>
        <ol class="codes" dir="ltr">
          {codes.map((code) => (
            <li key={code}>
              <code>{code}</code>
            </li>
          ))}
        </ol>
      </div>
      <div class="button-row">
        <CopyButton t={t} label={t('copy')} text={text} />
        <a class="button second" href={fileUrl} download="recovery-codes.txt">
          {t('download')}
        </a>
        <button class="button second" type="button" onClick={() => print()}>
          {t('print')}
        </button>
      </div>
      <div class="actions">
        <button class="button primary" id="recovery-codes-kept" type="button" autofocus onClick={onClose}>
          {t('recovery-codes-kept')}
        </button>
        <p class="text aside" role="status">
          {isReminded ? t('recovery-codes-reminder') : ''}
        </p>
      </div>
    </Dialog>
  );
}

/** An address for a text, as long as the dialog is there. */
function useFileUrl(text: string): string {
  const url = useMemo(() => URL.createObjectURL(new Blob([text], { type: 'text/plain' })), [text]);
  useEffect(() => () => URL.revokeObjectURL(url), [url]);
  return url;
}

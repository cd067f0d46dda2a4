import { useSlowNotice } from '../components/use-slow-notice.ts';
import type { Translate } from '../i18n/translator.ts';

interface KeyButtonProps {
  readonly id: string;
  readonly label: string;
  readonly t: Translate;
  readonly isWorking: boolean;
  readonly onPress: () => void;
}

/** A key in the place of a password. Without script it could do nothing and is not shown. */
export function KeyButton({ id, label, t, isWorking, onPress }: KeyButtonProps) {
  const isSlow = useSlowNotice(isWorking);
  return (
    <>
      <button
        class="button second needs-script"
        id={id}
        type="button"
        aria-disabled={isWorking ? 'true' : undefined}
        onClick={onPress}
      >
        {isSlow ? t('waiting-for-key') : label}
      </button>
      <span class="unseen" role="status">
        {isSlow ? t('waiting-for-key') : ''}
      </span>
    </>
  );
}

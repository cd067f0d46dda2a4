import { useSlowNotice } from '../../components/use-slow-notice.ts';
import type { Translate } from '../../i18n/translator.ts';

interface PasskeyButtonProps {
  readonly t: Translate;
  readonly isWorking: boolean;
  readonly onPress: () => void;
}

/** The other way to sign in. Without script it could do nothing and is not shown. */
export function PasskeyButton({ t, isWorking, onPress }: PasskeyButtonProps) {
  const isSlow = useSlowNotice(isWorking);
  return (
    <button
      class="button second needs-script"
      id="passkey-sign-in-button"
      type="button"
      aria-disabled={isWorking ? 'true' : undefined}
      onClick={onPress}
    >
      {t(isSlow ? 'waiting-for-key' : 'sign-in-with-passkey')}
    </button>
  );
}

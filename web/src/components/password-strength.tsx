import type { PageProps } from '../page-props.ts';
import { useStrength } from './use-strength.ts';

interface PasswordStrengthProps extends Pick<PageProps, 't'> {
  readonly id: string;
  readonly password: string;
}

/** How hard the new password is to guess, as a bar and in words. Its place is there from the start, so that nothing moves. */
export function PasswordStrength({ id, password, t }: PasswordStrengthProps) {
  const score = useStrength(password);
  return (
    <div class="strength" id={id} data-score={score}>
      <span class="strength-track">
        <span class="strength-bar" />
      </span>
      <p class="hint strength-words" role="status">
        {score === undefined ? '' : t(`strength-${score}`)}
      </p>
    </div>
  );
}

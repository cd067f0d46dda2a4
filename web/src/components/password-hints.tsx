import type { PasswordPolicyData } from '../../../shared/api/configuration.ts';
import type { PageProps } from '../page-props.ts';
import { passwordRules } from './password-rules.ts';
import { PasswordStrength } from './password-strength.tsx';

interface PasswordHintsProps extends Pick<PageProps, 't'> {
  readonly id: string;
  readonly policy: PasswordPolicyData | undefined;
  readonly password: string;
}

/** The rules for the new password, each with a mark once it is met, or how hard it is to guess; nothing where there are none that a page could tell. */
export function PasswordHints({ id, policy, password, t }: PasswordHintsProps) {
  if (policy?.mode === 'zxcvbn') return <PasswordStrength id={id} password={password} t={t} />;
  const rules = policy === undefined ? [] : passwordRules(policy);
  if (rules.length === 0) return null;
  return (
    <ul class="rules" id={id}>
      {rules.map((rule) => {
        const isMet = rule.isMet(password);
        return (
          <li key={rule.id} class={isMet ? 'rule met' : 'rule'}>
            {t(rule.id, { count: String(rule.count) })}
            {isMet && <span class="unseen">{` – ${t('rule-met')}`}</span>}
          </li>
        );
      })}
    </ul>
  );
}

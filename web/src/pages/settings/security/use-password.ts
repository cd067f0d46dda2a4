import { useLayoutEffect, useRef } from 'preact/hooks';
import { changePassword } from '../../../api/settings/password.ts';
import { useMachine } from '../../../components/use-machine.ts';
import type { SectionProps } from '../section-props.ts';
import {
  fieldToMend,
  type PasswordFieldName,
  passwordStep,
  readyPassword,
  type TypedPasswords,
} from './password-state.ts';

/** The name of each field in the form. */
export const passwordFieldNames: Readonly<Record<PasswordFieldName, string>> = {
  old: 'old_password',
  new: 'new_password',
  again: 'new_password_again',
};

/** Runs the form: sends it, says that it is done, puts the focus where a mistake is to be mended. */
export function usePassword({ data, t, protect, say }: SectionProps) {
  const form = useRef<HTMLFormElement>(null);
  const [state, send] = useMachine(passwordStep, readyPassword);
  const submit = async () => {
    if (form.current === null) return;
    const typed = readForm(new FormData(form.current));
    const { before, after } = send({ type: 'submitted', typed });
    if (before.phase !== 'ready' || after.phase !== 'sending') return;
    const body = { old_password: typed.old, new_password: typed.new };
    const outcome = await protect(() => changePassword(data.basePath, body));
    send({ type: 'answered', outcome });
    if (outcome.kind !== 'done') return;
    form.current?.reset();
    say(t('change-password-done'));
  };
  const { problem } = state;
  useLayoutEffect(() => {
    const field = fieldToMend(problem);
    const input = field === undefined ? null : form.current?.elements.namedItem(passwordFieldNames[field]);
    if (!(input instanceof HTMLInputElement)) return;
    input.focus();
    input.select();
  }, [problem]);
  return { state, form, submit };
}

function readForm(form: FormData): TypedPasswords {
  const text = (field: PasswordFieldName) => {
    const value = form.get(passwordFieldNames[field]);
    return typeof value === 'string' ? value : '';
  };
  return { old: text('old'), new: text('new'), again: text('again') };
}

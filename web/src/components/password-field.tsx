import { useState } from 'preact/hooks';
import type { Translate } from '../i18n/translator.ts';

interface PasswordFieldProps {
  readonly id: string;
  readonly name: string;
  readonly label: string;
  readonly t: Translate;
  readonly hasFocus: boolean;
  readonly isWrong: boolean;
  readonly noteId: string;
  /** Default: the one that there is. Password managers offer to make up a new one. */
  readonly purpose?: 'current' | 'new';
  /** The id of what tells of the rules for a new one. */
  readonly hintId?: string;
  onInput?(password: string): void;
  /** Hidden again while it is sent, so that password managers recognise it. */
  readonly isSending: boolean;
}

/** A password with a button that shows it, and a word about Caps Lock, which is the usual mistake. */
export function PasswordField(props: PasswordFieldProps) {
  const { id, name, label, t, hasFocus, isWrong, noteId, isSending, purpose = 'current', hintId } = props;
  const [isWished, setIsWished] = useState(false);
  const [isCapsLockOn, setIsCapsLockOn] = useState(false);
  const isShown = isWished && !isSending;
  const readCapsLock = (event: KeyboardEvent) =>
    setIsCapsLockOn(event.getModifierState?.('CapsLock') === true);
  return (
    <div class="field">
      <div class="label-line">
        <label class="label" for={id}>
          {label}
        </label>
        <span class="hint" role="status">
          {isCapsLockOn ? t('caps-lock') : ''}
        </span>
      </div>
      <div class="password">
        <input
          class="input"
          id={id}
          name={name}
          {...(isShown ? ({ type: 'text' } as const) : ({ type: 'password' } as const))}
          autocomplete={`${purpose}-password`}
          autocapitalize="none"
          autocorrect="off"
          spellcheck={false}
          enterkeyhint="go"
          // After a wrong password the next thing to do is to type it again
          autofocus={hasFocus}
          aria-invalid={isWrong ? 'true' : undefined}
          aria-describedby={
            [isWrong ? noteId : undefined, hintId].filter((one) => one !== undefined).join(' ') || undefined
          }
          onInput={(event) => props.onInput?.(event.currentTarget.value)}
          onKeyDown={readCapsLock}
          onKeyUp={readCapsLock}
          onBlur={() => setIsCapsLockOn(false)}
        />
        <button
          class="reveal"
          type="button"
          aria-label={t(isShown ? 'hide-password' : 'show-password')}
          title={t(isShown ? 'hide-password' : 'show-password')}
          aria-controls={id}
          onClick={() => setIsWished(!isShown)}
        >
          <svg class="eye" viewBox="0 0 24 24" aria-hidden="true">
            <path d="M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12Z" />
            <circle cx="12" cy="12" r="3" />
            {isShown && (
              <>
                <path class="eye-gap" d="m5 4 15 15" />
                <path d="m4 4 16 16" />
              </>
            )}
          </svg>
        </button>
      </div>
    </div>
  );
}

interface UserNameFieldProps {
  readonly id: string;
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly hasFocus: boolean;
  readonly isWrong: boolean;
  /** Whether the browser may suggest passkeys here. */
  readonly hasPasskeys?: boolean;
  /** The id of the note that says what is wrong. */
  readonly noteId: string;
}

/** A labelled user name. The browser keeps what is typed, so that nothing is lost when the script takes over the page. */
export function UserNameField(props: UserNameFieldProps) {
  const { id, name, label, value, hasFocus, isWrong, noteId, hasPasskeys = false } = props;
  return (
    <div class="field">
      <label class="label" for={id}>
        {label}
      </label>
      <input
        class="input"
        id={id}
        name={name}
        type="text"
        defaultValue={value}
        autocomplete={hasPasskeys ? 'username webauthn' : 'username'}
        autocapitalize="none"
        autocorrect="off"
        spellcheck={false}
        enterkeyhint="next"
        dir="auto"
        // The page has this one purpose, and the document's title says it.
        autofocus={hasFocus}
        aria-invalid={isWrong ? 'true' : undefined}
        aria-describedby={isWrong ? noteId : undefined}
      />
    </div>
  );
}

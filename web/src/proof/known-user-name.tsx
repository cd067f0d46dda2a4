/** For password managers: whose password is asked for. Nobody sees it or can change it. */
export function KnownUserName({ username }: { readonly username: string | undefined }) {
  if (username === undefined) return null;
  return (
    <input
      class="unseen"
      type="text"
      name="username"
      autocomplete="username"
      defaultValue={username}
      tabIndex={-1}
      aria-hidden="true"
      readOnly
    />
  );
}

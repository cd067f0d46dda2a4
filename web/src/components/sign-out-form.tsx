import type { MessageId } from '../i18n/message-id.ts';
import type { PageProps } from '../page-props.ts';

interface SignOutFormProps extends PageProps {
  /** Default: "Sign out", and nowhere to go. Any other label leads to the page's target afterwards, which asks to sign in anew. */
  readonly label?: MessageId;
  /** Looks like a link, where something else is the thing to do. */
  readonly isQuiet?: boolean;
}

/** A button that signs out. Without script it posts to `sign-out`; with script the sign-out page does the same. */
export function SignOutForm({ data, t, label, isQuiet = false }: SignOutFormProps) {
  return (
    <form class={isQuiet ? undefined : 'form'} method="post" action={`${data.basePath}sign-out`}>
      {label !== undefined && data.targetUrl !== undefined && (
        <input type="hidden" name="targetURL" value={data.targetUrl} />
      )}
      <button class={isQuiet ? 'link plain' : 'button second'} id="logout-button" type="submit">
        {t(label ?? 'sign-out')}
      </button>
    </form>
  );
}

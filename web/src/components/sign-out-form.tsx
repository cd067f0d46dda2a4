import type { PageProps } from '../page-props.ts';

/** A button that signs out. Without script it posts to `sign-out`; with script the sign-out page does the same. */
export function SignOutForm({ data, t }: PageProps) {
  return (
    <form class="form" method="post" action={`${data.basePath}sign-out`}>
      <button class="button second" id="logout-button" type="submit">
        {t('sign-out')}
      </button>
    </form>
  );
}

import { useCallback, useEffect } from 'preact/hooks';
import type { PageData } from '../../../../shared/api/page.ts';
import { logout } from '../../api/logout.ts';
import { useMachine } from '../../components/use-machine.ts';
import { webUrl } from '../../web-url.ts';
import { initialSignOutState, signOutStep } from './sign-out-state.ts';

/** The form of the page, which works without script. */
export const signOutFormId = 'sign-out-form';

/** Runs the sign-out page: at once where the request is known to be the person's own, else when they press the button. */
export function useSignOut(data: PageData) {
  const [state, send] = useMachine(signOutStep, initialSignOutState(data));

  const signOut = useCallback(async () => {
    const { before, after } = send({ type: 'submitted' });
    if (before.phase !== 'asking' || after.phase !== 'sending') return;
    const target = webUrl(data.targetUrl);
    const outcome = await logout(data.basePath, target);
    const next = send({ type: 'answered', outcome, hasTarget: target !== undefined }).after;
    if (next.phase === 'leaving' && target !== undefined) location.assign(target);
  }, [data, send]);

  useEffect(() => {
    if (data.isSignOutConfirmed !== true) return;
    if (takesForm(data)) submitForm();
    else void signOut();
  }, [data, signOut]);

  const onSubmit = useCallback(
    (event: SubmitEvent) => {
      if (takesForm(data)) return;
      event.preventDefault();
      void signOut();
    },
    [data, signOut],
  );
  return { state, onSubmit };
}

/** Whether the answer to the form is needed: it loads applications in frames, or goes on to one of any site. */
function takesForm({ needsForm, signOutRequest }: PageData): boolean {
  return needsForm === true || signOutRequest !== undefined;
}

function submitForm(): void {
  const form = document.getElementById(signOutFormId);
  if (form instanceof HTMLFormElement) form.submit();
}

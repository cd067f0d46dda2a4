import { useCallback, useEffect } from 'preact/hooks';
import type { PageData } from '../../../../shared/api/page.ts';
import { logout } from '../../api/logout.ts';
import { useMachine } from '../../components/use-machine.ts';
import { webUrl } from '../../web-url.ts';
import { initialSignOutState, signOutStep } from './sign-out-state.ts';

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
    if (data.isSignOutConfirmed === true) void signOut();
  }, [data, signOut]);

  const onSubmit = useCallback(
    (event: SubmitEvent) => {
      event.preventDefault();
      void signOut();
    },
    [signOut],
  );
  return { state, onSubmit };
}

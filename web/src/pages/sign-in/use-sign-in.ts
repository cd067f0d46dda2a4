import { useCallback, useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { FirstFactorBody } from '../../../../shared/api/first-factor.ts';
import type { PageData } from '../../../../shared/api/page.ts';
import { signInWithPassword } from '../../api/first-factor.ts';
import { isSignedIn } from '../../api/is-signed-in.ts';
import { useMachine } from '../../components/use-machine.ts';
import { portalUrl } from '../../portal-url.ts';
import {
  fieldToMend,
  initialSignInState,
  type SignInField,
  type SignInState,
  signInStep,
} from './sign-in-state.ts';
import { wayOnFrom } from './way-on-from.ts';

/** The name of each field in the form, which the server reads as well. */
const fieldNames: Readonly<Record<SignInField, string>> = { 'user-name': 'username', password: 'password' };

/** Runs the sign-in form: sends it, goes on where the server says, puts the focus where a mistake is to be mended. */
export function useSignIn(data: PageData) {
  const form = useRef<HTMLFormElement>(null);
  const [state, send] = useMachine(signInStep, initialSignInState(data));

  const submit = useCallback(async () => {
    if (form.current === null) return;
    const body = readForm(new FormData(form.current), data);
    const { before, after } = send({ type: 'submitted', username: body.username, password: body.password });
    if (before.phase !== 'ready' || after.phase !== 'sending') return;
    const outcome = await signInWithPassword(data.basePath, body);
    send({ type: 'answered', outcome });
    if (outcome.kind === 'signed-in') location.assign(wayOnFrom(data, outcome.redirect));
  }, [data, send]);
  const onSubmit = useCallback(
    (event: SubmitEvent) => {
      event.preventDefault();
      void submit();
    },
    [submit],
  );

  useFocusOnMistake(form, state);
  useReturn(data, () => send({ type: 'returned' }));
  return { state, form, onSubmit };
}

function readForm(form: FormData, data: PageData): FirstFactorBody {
  const text = (name: string) => {
    const value = form.get(name);
    return typeof value === 'string' ? value : '';
  };
  return {
    username: text(fieldNames['user-name']),
    password: text(fieldNames.password),
    keepMeLoggedIn: form.has('keepMeLoggedIn'),
    ...(data.targetUrl !== undefined && { targetURL: data.targetUrl }),
    ...(data.requestMethod !== undefined && { requestMethod: data.requestMethod }),
    ...(data.flowId !== undefined && { flow: 'openid_connect', flowID: data.flowId }),
  };
}

/** After an answer that names a mistake the focus goes to its field, with what is in it selected, and the note is in sight. */
function useFocusOnMistake(form: { readonly current: HTMLFormElement | null }, state: SignInState): void {
  const isFirst = useRef(true);
  useLayoutEffect(() => {
    if (isFirst.current) {
      isFirst.current = false;
      return;
    }
    const field = fieldToMend(state.problem);
    const input = field === undefined ? null : form.current?.elements.namedItem(fieldNames[field]);
    if (input instanceof HTMLInputElement) {
      input.focus();
      input.select();
    }
    form.current?.querySelector('.note')?.scrollIntoView({ block: 'nearest' });
  }, [state, form]);
}

/**
 * When the person comes back to this page and has signed in meanwhile (in another tab, or before going back in the history), the
 * server is asked anew what to show.
 */
function useReturn(data: PageData, onRestored: () => void): void {
  useEffect(() => {
    const stop = new AbortController();
    const look = async () => {
      if (await isSignedIn(data.basePath)) location.assign(portalUrl(data));
    };
    document.addEventListener(
      'visibilitychange',
      () => {
        if (document.visibilityState === 'visible') void look();
      },
      { signal: stop.signal },
    );
    window.addEventListener(
      'pageshow',
      (event) => {
        if (!event.persisted) return;
        onRestored();
        void look();
      },
      { signal: stop.signal },
    );
    return () => stop.abort();
  }, [data]);
}

import { useCallback, useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { PageData } from '../../../shared/api/page.ts';
import { useMachine } from '../components/use-machine.ts';
import { portalUrl } from '../portal-url.ts';
import { initialProofState, type ProofOutcome, proofStep } from './proof-state.ts';

/** How one kind of proof is given. */
export interface ProofWays {
  /** The name of the form's field that must not be empty; undefined where there is none. */
  readonly field: string | undefined;
  /** Gives the proof. Never rejects. */
  readonly prove: (form: FormData) => Promise<ProofOutcome>;
}

/** Runs a form with one proof: sends it, goes on where the server says, puts the focus where a mistake is to be mended. */
export function useProof(data: PageData, { field, prove }: ProofWays) {
  const form = useRef<HTMLFormElement>(null);
  const [state, send] = useMachine(proofStep, initialProofState(data));

  const submit = useCallback(async () => {
    // What needs no field may be given without a form.
    const filledIn = new FormData(form.current ?? undefined);
    if (field !== undefined && form.current === null) return;
    const isEmpty = field !== undefined && textOf(filledIn, field).trim() === '';
    const { before, after } = send({ type: 'submitted', isEmpty });
    if (before.phase !== 'ready' || after.phase !== 'sending') return;
    const outcome = await prove(filledIn);
    send({ type: 'answered', outcome });
    if (outcome.kind === 'proved') location.assign(outcome.redirect ?? portalUrl(data));
    // Asks to sign in, and keeps where the person was going.
    if (outcome.kind === 'signed-out') location.assign(portalUrl(data));
  }, [data, field, prove, send]);

  const onSubmit = useCallback(
    (event: SubmitEvent) => {
      event.preventDefault();
      void submit();
    },
    [submit],
  );

  const isFirst = useRef(true);
  useLayoutEffect(() => {
    if (isFirst.current) {
      isFirst.current = false;
      return;
    }
    const input = field === undefined ? null : form.current?.elements.namedItem(field);
    const isInField = state.problem === 'wrong' || state.problem === 'missing';
    if (isInField && input instanceof HTMLInputElement) {
      input.focus();
      input.select();
    }
    form.current?.querySelector('.note')?.scrollIntoView({ block: 'nearest' });
  }, [state, field]);

  const dropProblem = useCallback(() => void send({ type: 'dropped' }), [send]);

  useEffect(() => {
    const onShow = (event: PageTransitionEvent) => {
      if (event.persisted) send({ type: 'returned' });
    };
    window.addEventListener('pageshow', onShow);
    return () => window.removeEventListener('pageshow', onShow);
  }, [send]);

  return { state, form, submit, onSubmit, dropProblem };
}

/** The text of a form's field; empty where there is none. */
export function textOf(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
}

import { useCallback, useRef } from 'preact/hooks';
import type { PageData } from '../../../../shared/api/page.ts';
import { useMachine } from '../../components/use-machine.ts';
import { portalUrl } from '../../portal-url.ts';
import { destinationOf } from '../../proof/destination-of.ts';
import { initialPushState, pushStep } from './push-state.ts';
import { rememberDeviceOf } from './remember-device.tsx';
import { chooseDevice, sendPush } from './send-push.ts';

/** Runs the page for requests to a phone. */
export function usePush(data: PageData) {
  const form = useRef<HTMLFormElement>(null);
  const [state, send] = useMachine(pushStep, initialPushState);

  const ask = useCallback(
    async (device?: string) => {
      const { before, after } = send({ type: 'asked' });
      if (before.phase === after.phase || after.phase !== 'waiting') return;
      const remember = form.current === null ? {} : rememberDeviceOf(new FormData(form.current));
      const refusal = device === undefined ? undefined : await chooseDevice(data.basePath, device);
      const outcome = refusal ?? (await sendPush(data.basePath, { ...destinationOf(data), ...remember }));
      send({ type: 'answered', outcome });
      if (outcome.kind === 'proved') location.assign(outcome.redirect ?? portalUrl(data));
      if (outcome.kind === 'signed-out') location.assign(portalUrl(data));
    },
    [data, send],
  );
  return { state, form, ask };
}

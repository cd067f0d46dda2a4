import { Note } from '../../components/note.tsx';
import { WorkButton } from '../../components/work-button.tsx';
import type { PageProps } from '../../page-props.ts';
import { proofWords } from '../../proof/proof-words.ts';
import { noteId } from './code-form.tsx';
import { NeedsScript } from './needs-script.tsx';
import { type PushState, pushWords } from './push-state.ts';
import { RememberDevice } from './remember-device.tsx';
import { usePush } from './use-push.ts';

/** A request to the person's phone, by Duo: sent at a press, answered there. */
export function PushNotification({ data, t }: PageProps) {
  const { state, form, ask } = usePush(data);
  const words = wordsOf(state);
  if (state.phase === 'not-enrolled') return <NoPhone data={data} t={t} url={state.url} />;
  return (
    <>
      <NeedsScript t={t} />
      <form
        ref={form}
        class="form needs-script"
        onSubmit={(event) => {
          event.preventDefault();
          if (state.phase === 'ready') void ask();
        }}
      >
        <p class="text" role="status">
          {t(state.phase === 'choosing' ? 'push-choose' : 'push-text')}
        </p>
        <RememberDevice data={data} t={t} />
        {state.phase === 'choosing' ? (
          <Devices devices={state.devices} onChoose={(device) => void ask(device)} />
        ) : (
          <WorkButton
            id="push-notification-button"
            label={t('send-push')}
            workLabel={t('waiting-for-push')}
            isWorking={state.phase !== 'ready'}
          />
        )}
        <Note id={noteId} text={words === undefined ? undefined : t(words)} />
      </form>
    </>
  );
}

function wordsOf({ problem }: PushState) {
  if (problem === 'denied') return pushWords.denied;
  return proofWords(problem, { missing: pushWords.refused, wrong: pushWords.refused });
}

interface DevicesProps {
  readonly devices: Extract<PushState, { readonly phase: 'choosing' }>['devices'];
  readonly onChoose: (device: string) => void;
}

function Devices({ devices, onChoose }: DevicesProps) {
  return (
    <ul class="ways">
      {devices.map(({ device, display_name }) => (
        <li key={device}>
          <button class="way" type="button" onClick={() => onChoose(device)}>
            <bdi>{display_name}</bdi>
          </button>
        </li>
      ))}
    </ul>
  );
}

function NoPhone({ t, url }: PageProps & { readonly url: string | undefined }) {
  return (
    <>
      <p class="text">{t(url === undefined ? 'push-no-phone-ask' : 'push-no-phone')}</p>
      {url !== undefined && (
        <div class="actions">
          <a
            class="button primary"
            id="duo-enrol-button"
            href={url}
            target="_blank"
            rel="noopener noreferrer"
          >
            {t('set-up')}
          </a>
        </div>
      )}
    </>
  );
}

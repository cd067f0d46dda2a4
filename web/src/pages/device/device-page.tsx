import { Layout } from '../../components/layout.tsx';
import { Note } from '../../components/note.tsx';
import { RichText } from '../../components/rich-text.tsx';
import type { PageProps } from '../../page-props.ts';

const noteId = 'device-note';

/** Where people type the code that a device shows, and what came of it (RFC 8628 §3.3). A plain form: it needs no script. */
export function DevicePage({ data, t }: PageProps) {
  if (data.deviceOutcome !== undefined) return <Outcome data={data} t={t} />;
  const person = <bdi class="person">{data.displayName ?? ''}</bdi>;
  return (
    <Layout
      data={data}
      t={t}
      id="openid-device-stage"
      title={t('device-title')}
      subtitle={<RichText text={t('signed-in-as')} values={{ name: person }} />}
    >
      <form class="form" method="post" action={`${data.basePath}consent/openid/device-authorization`}>
        <CodeField data={data} t={t} />
        <p class="text advice">
          <strong>{t('device-advice')}</strong>
        </p>
        <button class="button primary" id="device-continue" type="submit">
          {t('device-continue')}
        </button>
        <Note id={noteId} text={data.problem === undefined ? undefined : t('wrong-device-code')} />
      </form>
    </Layout>
  );
}

function CodeField({ data, t }: PageProps) {
  const isWrong = data.problem !== undefined;
  return (
    <div class="field">
      <label class="label" for="user-code-input">
        {t('device-code')}
      </label>
      <input
        class="input code"
        id="user-code-input"
        name="user_code"
        type="text"
        value={data.userCode ?? ''}
        autocomplete="off"
        autocapitalize="characters"
        autocorrect="off"
        spellcheck={false}
        enterkeyhint="go"
        dir="ltr"
        maxLength={32}
        required
        autofocus
        aria-invalid={isWrong ? 'true' : undefined}
        aria-describedby={isWrong ? `user-code-hint ${noteId}` : 'user-code-hint'}
      />
      <p class="hint" id="user-code-hint">
        {t('device-text')}
      </p>
    </div>
  );
}

function Outcome({ data, t }: PageProps) {
  const isAccepted = data.deviceOutcome === 'accepted';
  return (
    <Layout
      data={data}
      t={t}
      id={isAccepted ? 'openid-device-accepted-stage' : 'openid-device-rejected-stage'}
      title={t(isAccepted ? 'device-accepted-title' : 'device-rejected-title')}
    >
      <p class="text" role="status">
        {t(isAccepted ? 'device-accepted-text' : 'device-rejected-text')}
      </p>
    </Layout>
  );
}

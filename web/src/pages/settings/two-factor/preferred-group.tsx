import type { SecondFactorMethod } from '../../../../../shared/api/second-factor.ts';
import { preferMethod } from '../../../api/settings/account.ts';
import { Note } from '../../../components/note.tsx';
import type { MessageId } from '../../../i18n/message-id.ts';
import { changeProblemText } from '../parts/change-problem-text.ts';
import { Group } from '../parts/group.tsx';
import { useChange } from '../parts/use-change.ts';
import type { SectionProps } from '../section-props.ts';

interface PreferredGroupProps extends SectionProps {
  /** Those that the person could give. */
  readonly methods: readonly SecondFactorMethod[];
  readonly preferred: SecondFactorMethod | '';
  readonly onPreferred: (method: SecondFactorMethod) => void;
}

/** What each method is called; the ids of the page that offers them are those that scripts know (departures.md §5). */
const names: Readonly<Record<SecondFactorMethod, { readonly text: MessageId; readonly id: string }>> = {
  totp: { text: 'totp-title', id: 'preferred-one-time-password' },
  webauthn: { text: 'keys-title', id: 'preferred-webauthn' },
  mobile_push: { text: 'duo-title', id: 'preferred-push-notification' },
};

/** Which second factor is offered first; nothing where there is no choice. */
export function PreferredGroup(props: PreferredGroupProps) {
  const { data, t, say, methods, preferred, onPreferred } = props;
  const change = useChange();
  if (methods.length < 2) return null;
  const choose = async (method: SecondFactorMethod) => {
    const before = preferred;
    onPreferred(method);
    const done = await change.run(async () => {
      const outcome = await preferMethod(data.basePath, method);
      return outcome.kind === 'elevation-needed' ? ({ kind: 'given-up' } as const) : outcome;
    });
    if (done !== undefined) say(t('preferred-saved'));
    else if (before !== '') onPreferred(before);
  };
  return (
    <Group id="preferred-group" title={t('preferred-title')} text={t('preferred-text')}>
      <fieldset class="choices">
        <legend class="unseen">{t('preferred-title')}</legend>
        {methods.map((method) => (
          <label class="check" key={method}>
            <input
              id={names[method].id}
              type="radio"
              name="method"
              value={method}
              checked={method === preferred}
              onChange={() => void choose(method)}
            />
            {t(names[method].text)}
          </label>
        ))}
      </fieldset>
      <Note id="preferred-note" text={changeProblemText(t, change.state.problem)} />
    </Group>
  );
}

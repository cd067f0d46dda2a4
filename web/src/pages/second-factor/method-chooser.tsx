import type { SecondFactorName } from '../../../../shared/api/page.ts';
import type { MessageId } from '../../i18n/message-id.ts';
import type { PageProps } from '../../page-props.ts';
import { portalUrl } from '../../portal-url.ts';

/** The element that monitors and scripts look for (departures.md §5), and the name of each way. */
const ways: Readonly<Record<SecondFactorName, { readonly id: string; readonly name: MessageId }>> = {
  'one-time-password': { id: 'one-time-password-method', name: 'method-one-time-password' },
  webauthn: { id: 'webauthn-method', name: 'method-webauthn' },
  'push-notification': { id: 'push-notification-method', name: 'method-push-notification' },
  password: { id: 'password-method', name: 'password' },
  'recovery-code': { id: 'recovery-code-method', name: 'method-recovery-code' },
};

/**
 * The other ways to prove it: a popover, which the browser itself opens and closes (Escape, a press elsewhere), and links in it. So it works without
 * script, and the target stays in the address.
 */
export function MethodChooser({ data, t }: PageProps) {
  const methods = data.secondFactor?.methods ?? [];
  if (methods.length < 2) return null;
  return (
    <>
      <button class="link plain" id="methods-button" type="button" popovertarget="methods-dialog">
        {t('other-way')}
      </button>
      <dialog class="dialog" id="methods-dialog" popover="auto" aria-labelledby="methods-title">
        <h2 class="dialog-title" id="methods-title">
          {t('other-way-title')}
        </h2>
        <ul class="ways">
          {methods.map((method, index) => (
            <li key={method}>
              <a
                class="way"
                id={ways[method].id}
                href={portalUrl(data, `2fa/${method}`)}
                aria-current={index === 0 ? 'true' : undefined}
              >
                {t(ways[method].name)}
              </a>
            </li>
          ))}
        </ul>
        <button class="button second" type="button" popovertarget="methods-dialog" popovertargetaction="hide">
          {t('close')}
        </button>
      </dialog>
    </>
  );
}

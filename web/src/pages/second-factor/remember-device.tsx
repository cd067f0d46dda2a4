import type { PageProps } from '../../page-props.ts';

/** The name of the box in every form of this page. */
const boxName = 'rememberDevice';

/** The box that asks not to be asked on this device for a while, where the operator allows it. */
export function RememberDevice({ data, t }: PageProps) {
  if (data.secondFactor?.canRememberDevice !== true) return null;
  return (
    <div class="options">
      <label class="check">
        <input id="remember-device-checkbox" type="checkbox" name={boxName} value="true" />
        {t('remember-device')}
      </label>
    </div>
  );
}

/** What the box says, as the API wants it. */
export function rememberDeviceOf(form: FormData): { readonly rememberDevice?: boolean } {
  return form.has(boxName) ? { rememberDevice: true } : {};
}

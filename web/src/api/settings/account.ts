import type { ConfigurationData } from '../../../../shared/api/configuration.ts';
import type { SecondFactorMethod } from '../../../../shared/api/second-factor.ts';
import type { UserInfoData } from '../../../../shared/api/user-info.ts';
import { type Guard, isAnything, isListOf, isOneOf, isShape, isText, isYesOrNo } from '../guards.ts';
import { askSettings } from './ask-settings.ts';
import type { SettingsOutcome } from './settings-outcome.ts';

const isMethod = isOneOf('totp', 'webauthn', 'mobile_push');

const isAddresses: Guard<readonly string[] | null> = (value): value is readonly string[] | null =>
  value === null || isListOf(isText)(value);

/** Who is signed in, and which second factors they have: `GET api/user/info` (behaviour.md §1.5). */
export function readAccount(basePath: string): Promise<SettingsOutcome<UserInfoData>> {
  return askSettings({
    url: `${basePath}api/user/info`,
    method: 'GET',
    isData: isShape<UserInfoData>({
      display_name: isText,
      emails: isAddresses,
      method: isOneOf('', 'totp', 'webauthn', 'mobile_push'),
      has_totp: isYesOrNo,
      has_webauthn: isYesOrNo,
      has_duo: isYesOrNo,
    }),
  });
}

/** What there is here: `GET api/configuration` (behaviour.md §1.3). */
export function readConfiguration(basePath: string): Promise<SettingsOutcome<ConfigurationData>> {
  return askSettings({
    url: `${basePath}api/configuration`,
    method: 'GET',
    isData: isShape<ConfigurationData>({
      available_methods: isListOf(isMethod),
      password_change_disabled: isYesOrNo,
      password_reset_disabled: isYesOrNo,
    }),
  });
}

/** Which second factor is offered first: `POST api/user/info/2fa_method`. */
export function preferMethod(
  basePath: string,
  method: SecondFactorMethod,
): Promise<SettingsOutcome<unknown>> {
  return askSettings({
    url: `${basePath}api/user/info/2fa_method`,
    method: 'POST',
    body: { method },
    isData: isAnything,
  });
}

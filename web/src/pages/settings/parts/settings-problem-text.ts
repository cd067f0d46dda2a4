import type { SettingsProblem } from '../../../api/settings/settings-outcome.ts';
import type { Translate } from '../../../i18n/translator.ts';

/** What a problem of the way, rather than of what was sent, is called. */
export function settingsProblemText(t: Translate, problem: SettingsProblem): string {
  switch (problem) {
    case 'offline':
      return t('offline');
    case 'too-many':
      return t('too-many');
    case 'signed-out':
      return t('settings-signed-out');
    case 'unavailable':
      return t('settings-unavailable');
  }
}

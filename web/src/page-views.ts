import type { ComponentType } from 'preact';
import type { PageData, PageName } from '../../shared/api/page.ts';
import type { MessageId } from './i18n/message-id.ts';
import type { PageProps } from './page-props.ts';
import { ConsentPage } from './pages/consent/consent-page.tsx';
import { DevicePage } from './pages/device/device-page.tsx';
import { ErrorPage } from './pages/error/error-page.tsx';
import { errorWords } from './pages/error/error-words.ts';
import { ReauthenticatePage } from './pages/reauthenticate/reauthenticate-page.tsx';
import { ResetPasswordPage } from './pages/reset-password/reset-password-page.tsx';
import { ResetPasswordNewPage } from './pages/reset-password-new/reset-password-new-page.tsx';
import { RevokePage } from './pages/revoke/revoke-page.tsx';
import { SecondFactorPage } from './pages/second-factor/second-factor-page.tsx';
import { sectionWords } from './pages/settings/section-words.ts';
import { SettingsPage } from './pages/settings/settings-page.tsx';
import { SignInPage } from './pages/sign-in/sign-in-page.tsx';
import { SignOutPage } from './pages/sign-out/sign-out-page.tsx';
import { SignedInPage } from './pages/signed-in/signed-in-page.tsx';

interface PageView {
  readonly View: ComponentType<PageProps>;
  /** The title of the document. */
  titleOf(data: PageData): MessageId;
}

/** The view and the title of every page, for the server; a browser loads the script of one page only. */
export const pageViews: Readonly<Record<PageName, PageView>> = {
  'sign-in': { View: SignInPage, titleOf: () => 'sign-in-title' },
  'second-factor': { View: SecondFactorPage, titleOf: () => 'second-factor-title' },
  reauthenticate: { View: ReauthenticatePage, titleOf: () => 'reauthenticate-title' },
  'reset-password': {
    View: ResetPasswordPage,
    titleOf: (data) => (data.isDone === true ? 'reset-sent-title' : 'reset-title'),
  },
  'reset-password-new': {
    View: ResetPasswordNewPage,
    titleOf: (data) => (data.isDone === true ? 'password-set-title' : 'new-password-title'),
  },
  revoke: {
    View: RevokePage,
    titleOf: (data) => (data.isDone === true ? 'revoked-title' : 'revoke-title'),
  },
  settings: {
    View: SettingsPage,
    titleOf: ({ settingsPath = 'settings' }) => sectionWords[settingsPath].title,
  },
  consent: { View: ConsentPage, titleOf: () => 'consent-title' },
  device: { View: DevicePage, titleOf: deviceTitle },
  'signed-in': { View: SignedInPage, titleOf: () => 'signed-in-title' },
  'sign-out': {
    View: SignOutPage,
    titleOf: (data) => (data.isSignedOut === true ? 'signed-out-title' : 'sign-out-title'),
  },
  error: { View: ErrorPage, titleOf: (data) => errorWords(data.problem).title },
};

function deviceTitle({ deviceOutcome }: PageData): MessageId {
  if (deviceOutcome === undefined) return 'device-title';
  return deviceOutcome === 'accepted' ? 'device-accepted-title' : 'device-rejected-title';
}

import type { ComponentType } from 'preact';
import type { PageData } from '../../shared/api/page.ts';
import type { MessageId } from './i18n/message-id.ts';
import type { PageProps } from './page-props.ts';
import { ErrorPage } from './pages/error/error-page.tsx';
import { errorWords } from './pages/error/error-words.ts';
import { SecondFactorNeededPage } from './pages/second-factor-needed/second-factor-needed-page.tsx';
import { SignInPage } from './pages/sign-in/sign-in-page.tsx';
import { SignOutPage } from './pages/sign-out/sign-out-page.tsx';
import { SignedInPage } from './pages/signed-in/signed-in-page.tsx';

interface PageView {
  readonly View: ComponentType<PageProps>;
  /** The title of the document. */
  titleOf(data: PageData): MessageId;
}

/** The view and the title of every page, for the server; a browser loads the script of one page only. */
export const pageViews: Readonly<Record<PageData['page'], PageView>> = {
  'sign-in': { View: SignInPage, titleOf: () => 'sign-in-title' },
  'signed-in': { View: SignedInPage, titleOf: () => 'signed-in-title' },
  'second-factor-needed': { View: SecondFactorNeededPage, titleOf: () => 'second-factor-title' },
  reauthenticate: { View: SignedInPage, titleOf: () => 'signed-in-title' },
  'sign-out': {
    View: SignOutPage,
    titleOf: (data) => (data.isSignedOut === true ? 'signed-out-title' : 'sign-out-title'),
  },
  error: { View: ErrorPage, titleOf: (data) => errorWords(data.problem).title },
};

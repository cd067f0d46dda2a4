/**
 * What the server tells a page when it renders it, and what the page's script starts from. It travels in the `data-page` attribute of
 * the root element. No secret and nothing of a session that the person may not see.
 */
export interface PageData {
  readonly page: 'sign-in' | 'second-factor-needed' | 'signed-in' | 'sign-out' | 'error';
  /** `/` or the sub-path with a slash at its end. */
  readonly basePath: string;
  /** BCP 47. */
  readonly language: string;
  readonly theme: 'light' | 'dark' | 'grey' | 'oled' | 'auto';
  /** The host that the person is on the way to; undefined where there is no safe target. */
  readonly targetHost?: string;
  /** Checked `rd` and `rm`, to be sent back with the sign-in. */
  readonly targetUrl?: string;
  readonly requestMethod?: string;
  /** Whether the box "Remember me" is shown. */
  readonly canBeRemembered: boolean;
  /** Whether "Forgot password?" is shown, and where it leads when not to our own page. */
  readonly canResetPassword: boolean;
  readonly resetPasswordUrl?: string;
  readonly privacyPolicyUrl?: string;
  /** URL of the operator's logo. */
  readonly logoUrl?: string;
  /** The person signed in, on `signed-in`. */
  readonly displayName?: string;
  /** What went wrong with a form sent without script: a message id of the pages' texts. */
  readonly problem?:
    | 'wrong-credentials'
    | 'missing-fields'
    | 'unavailable'
    | 'too-many'
    | 'foreign-origin'
    | 'no-cookie-domain'
    | 'not-found'
    | 'unsafe-target';
  /** The user name to keep in the form. */
  readonly username?: string;
  /** Whether the box was ticked in a form sent without script. */
  readonly isRememberTicked?: boolean;
  /** Operator's own texts by message id, over the built-in ones. */
  readonly textOverrides?: Readonly<Record<string, string>>;
}

/** The server half of the pages, built by Vite from `web/` into `render.js`. Pure: the same data gives the same HTML. */
export interface PageRenderer {
  /** The whole HTML document. `nonce` enters the CSP only. */
  renderPage(data: PageData, assets: PageAssets): string;
  /** Language tags that there are texts for, English first. */
  readonly languages: readonly string[];
}

/** The built files that a document refers to; paths below the base path. */
export interface PageAssets {
  readonly scripts: readonly string[];
  readonly styles: readonly string[];
}

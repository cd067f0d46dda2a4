/**
 * What the server tells a page when it renders it, and what the page's script starts from. It travels in the `data-page` attribute of
 * the root element. No secret and nothing of a session that the person may not see.
 */
export interface PageData {
  readonly page: 'sign-in' | 'second-factor-needed' | 'reauthenticate' | 'signed-in' | 'sign-out' | 'error';
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
  /** The person signed in, on `signed-in`, on `reauthenticate` and on `error` with `forbidden`. */
  readonly displayName?: string;
  /** What went wrong with a form sent without script: a message id of the pages' texts. */
  readonly problem?:
    | 'wrong-credentials'
    | 'password-expired'
    | 'missing-fields'
    | 'unavailable'
    | 'too-many'
    | 'foreign-origin'
    | 'no-cookie-domain'
    | 'not-found'
    | 'unsafe-target'
    | 'forbidden';
  /** On `error` with `forbidden`: the id by which the operator finds the request in the log. */
  readonly requestId?: string;
  /** The user name to keep in the form. */
  readonly username?: string;
  /** Whether the box was ticked in a form sent without script. */
  readonly isRememberTicked?: boolean;
  /**
   * On `sign-out`: the request did not come from a foreign site (`Sec-Fetch-Site` is absent or not `cross-site`), so the page's script
   * signs out without asking, as links to Authelia's `/logout` expect. Absent: the person is asked.
   */
  readonly isSignOutConfirmed?: boolean;
  /** On `sign-out`: it is done, and the page says so. */
  readonly isSignedOut?: boolean;
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

/** Everything that `dist/web/render.js` exports. */
export interface PagesModule extends PageRenderer {
  /** All texts of a language by message id; English ones for a language that there are none for. */
  texts(language: string): Readonly<Record<string, string>>;
  /** The language for a visitor, from the `language` cookie and the `Accept-Language` header: always one of `languages`. */
  pickLanguage(cookie: string | undefined, acceptLanguage: string | undefined): string;
  /** `textOverrides` from a parsed `locales/<language>/portal.json`: its keys are our message ids or Authelia's phrases. */
  textOverridesFrom(portalJson: unknown): Readonly<Record<string, string>>;
  /** What a document of this page in this language refers to. */
  assetsFor(manifest: AssetManifest, page: PageData['page'], language: string): PageAssets;
}

/** The built files that a document refers to; paths below the base path. */
export interface PageAssets {
  readonly scripts: readonly string[];
  readonly styles: readonly string[];
  /** Modules that the scripts import, to be fetched at the same time. */
  readonly preloads?: readonly string[];
}

/** `dist/web/assets.json`: which built files belong to which page and language. Paths are relative to `dist/web/`. */
export interface AssetManifest {
  readonly pages: Readonly<Record<PageData['page'], PageAssets>>;
  /** The module with a language's texts, by language tag. */
  readonly languages: Readonly<Record<string, string>>;
}

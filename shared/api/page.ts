import type { PasswordPolicyData } from './configuration.ts';

/** Every page: it has a folder `web/src/pages/<name>` with its script `start.ts`, and a view in `web/src/page-views.ts`. */
export const pageNames = [
  'sign-in',
  'second-factor',
  'reauthenticate',
  'reset-password',
  'reset-password-new',
  'revoke',
  'settings',
  'consent',
  'device',
  'signed-in',
  'sign-out',
  'error',
] as const;

/** The name of a page. */
export type PageName = (typeof pageNames)[number];

/** The ways to give the second factor, as their deep links `2fa/<name>` call them (behaviour.md §1.2; `recovery-code` is new). */
export const secondFactorNames = [
  'one-time-password',
  'webauthn',
  'push-notification',
  'password',
  'recovery-code',
] as const;

/** One of these ways. */
export type SecondFactorName = (typeof secondFactorNames)[number];

/** The settings' pages, by their paths (behaviour.md §1.2; `sessions`, `applications` and `administration` are new). */
export const settingsPaths = [
  'settings',
  'settings/security',
  'settings/two-factor-authentication',
  'settings/sessions',
  'settings/applications',
  'settings/administration',
] as const;

/** One of these paths. */
export type SettingsPath = (typeof settingsPaths)[number];

/** Pages of the portal itself to which sign-in leads back; below the base path. */
export type KeptPath = SettingsPath | `2fa/${SecondFactorName}` | 'consent/openid/device-authorization';

/** What the second-factor page offers. */
export interface SecondFactorView {
  /** What this person can give here; the first is shown. Empty: nothing is enrolled. */
  readonly methods: readonly SecondFactorName[];
  /** Digits of the person's one-time passwords. */
  readonly otpDigits: number;
  /** Whether there is anything that could be enrolled in the settings. */
  readonly canEnrol: boolean;
  /** Whether the box "Do not ask on this device" is shown (`session.remember_second_factor`). */
  readonly canRememberDevice: boolean;
}

/** What the page of consent asks. */
export interface ConsentView {
  readonly clientId: string;
  readonly clientName: string;
  readonly scopes: readonly string[];
  /** What tokens are to be for, besides the application itself. */
  readonly audience: readonly string[];
  /** Single claims that are asked for besides. */
  readonly claims: readonly string[];
  readonly canBeRemembered: boolean;
  /** The host that the person is sent back to. */
  readonly redirectHost?: string;
  /** The code that a device shows which asks. */
  readonly userCode?: string;
}

/** What a link in a mail is for, and its parameter (`id` of `revoke-one-time-code`, else `token`): it came with the address of this very page. */
export interface MailLink {
  readonly purpose: 'reset-password' | 'revoke-reset-password' | 'revoke-one-time-code';
  readonly token: string;
}

/**
 * What the server tells a page when it renders it, and what the page's script starts from. It travels in the `data-page` attribute of
 * the root element. Nothing secret but what stood in the address of the page, and nothing of a session that the person may not see.
 */
export interface PageData {
  readonly page: PageName;
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
  /** The flow of OpenID Connect that the person is in: kept on the way, and sent along with every proof. */
  readonly flowId?: string;
  /** The code of a device, as typed or as it came in the address of the page: in the field of `device`, and kept by `sign-in`. */
  readonly userCode?: string;
  /** On `device`: what came of it. */
  readonly deviceOutcome?: 'accepted' | 'rejected';
  /** On `consent`. */
  readonly consent?: ConsentView;
  /** On `error` with `openid-error`: the code of OAuth 2.0. */
  readonly openIdError?: string;
  /** On `sign-in`: the page of ours to come back to, with the target kept. Absent: the portal's start page, which knows what comes next. */
  readonly keptPath?: KeptPath;
  /** On `sign-in` and `reauthenticate`: whether a passkey may be shown instead of the password. */
  readonly canUsePasskey?: boolean;
  /** On `second-factor`. */
  readonly secondFactor?: SecondFactorView;
  /** On `settings`: which of its pages. */
  readonly settingsPath?: SettingsPath;
  /** On `settings`: whether the person may see and end anyone's sessions; decides only what is shown. */
  readonly isAdministrator?: boolean;
  /** On `settings`: whether there is an OpenID Connect provider that applications could know the person from. */
  readonly hasApplications?: boolean;
  /** On `reset-password-new` and `revoke`. */
  readonly link?: MailLink;
  /** On `settings` and `reset-password-new`: what new passwords must be like. */
  readonly passwordPolicy?: PasswordPolicyData;
  /** On `reset-password`, `reset-password-new` and `revoke`: a form sent without script did it, and the page says so. */
  readonly isDone?: boolean;
  /** Whether the box "Remember me" is shown. */
  readonly canBeRemembered: boolean;
  /** Whether "Forgot password?" is shown, and where it leads when not to our own page. */
  readonly canResetPassword: boolean;
  readonly resetPasswordUrl?: string;
  readonly privacyPolicyUrl?: string;
  /** URL of the operator's logo. */
  readonly logoUrl?: string;
  /** The person signed in, on every page that is for them, and on `error` with `forbidden`. */
  readonly displayName?: string;
  /** What went wrong with a form sent without script: a message id of the pages' texts. */
  readonly problem?:
    | 'wrong-credentials'
    | 'wrong-password'
    | 'wrong-code'
    | 'missing-code'
    | 'missing-user-name'
    | 'missing-password'
    | 'passwords-differ'
    | 'weak-password'
    | 'link-not-valid'
    | 'password-expired'
    | 'missing-fields'
    | 'unavailable'
    | 'too-many'
    | 'foreign-origin'
    | 'no-cookie-domain'
    | 'not-found'
    | 'openid-error'
    | 'openid-flow-over'
    | 'openid-device-over'
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
  /** On `sign-out`: signing out takes a form, for its answer loads applications in frames. */
  readonly needsForm?: boolean;
  /** On `sign-out`: an application asks for it, with this sealed request, which goes back with the form. */
  readonly signOutRequest?: string;
  /** On `sign-out`: the name of that application. */
  readonly applicationName?: string;
  /** On `sign-out`, once it is done: addresses that sign out of applications when they are loaded. */
  readonly frames?: readonly string[];
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
  assetsFor(manifest: AssetManifest, page: PageName, language: string): PageAssets;
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
  readonly pages: Readonly<Record<PageName, PageAssets>>;
  /** The module with a language's texts, by language tag. */
  readonly languages: Readonly<Record<string, string>>;
  /** The module with the texts that only the settings have, by language tag. */
  readonly settingsLanguages: Readonly<Record<string, string>>;
}

import type { PageData } from '../../../shared/api/page.ts';
import type { Answer } from '../../http/answer.ts';
import { pageSecurityHeaders } from '../../http/security-headers.ts';
import type { Random } from '../../lib/random.ts';
import type { BuiltPages } from '../files/built-pages.ts';
import { logoPath } from '../files/file-endpoints.ts';
import { matchLanguage } from '../files/match-language.ts';
import type { OperatorAssets } from '../files/operator-assets.ts';
import { passwordPolicyData } from '../password-policy-data.ts';
import type { PortalRequest } from '../portal-request.ts';
import type { PortalConfig } from '../portal-services.ts';
import { chooseLanguage } from './language.ts';

/** What a page shows of its own; the rest of `PageData` is the same for all pages of a site. */
export type PageView = Pick<PageData, 'page'> &
  Partial<
    Pick<
      PageData,
      | 'targetHost'
      | 'targetUrl'
      | 'requestMethod'
      | 'displayName'
      | 'problem'
      | 'username'
      | 'isRememberTicked'
      | 'isSignOutConfirmed'
      | 'isSignedOut'
      | 'needsForm'
      | 'signOutRequest'
      | 'applicationName'
      | 'frames'
      | 'requestId'
      | 'keptPath'
      | 'flowId'
      | 'consent'
      | 'userCode'
      | 'deviceOutcome'
      | 'openIdError'
      | 'canUsePasskey'
      | 'secondFactor'
      | 'settingsPath'
      | 'isAdministrator'
      | 'hasApplications'
      | 'link'
      | 'isDone'
    >
  >;

/** Turns views into HTML answers. */
export interface PageAnswers {
  show(
    request: PortalRequest,
    view: PageView,
    options?: {
      readonly status?: number;
      readonly headers?: Answer['headers'];
      /** Addresses that the page may load in frames. */
      readonly frames?: readonly string[];
    },
  ): Answer;
}

/** What pages are made of. */
export interface PageAnswersOptions {
  readonly pages: BuiltPages;
  readonly assets: OperatorAssets;
  readonly config: PortalConfig;
  readonly random: Random;
}

const nonceBytes = 24;

const pagesOfNewPasswords: ReadonlySet<PageData['page']> = new Set(['settings', 'reset-password-new']);

/**
 * Pages rendered by the built module, in the visitor's language, with the site's settings and a strict policy. Forms may only post to
 * this site: none of their answers redirects elsewhere (see `onward-page.ts`).
 */
export function createPageAnswers({ pages, assets, config, random }: PageAnswersOptions): PageAnswers {
  const { module, manifest } = pages;
  const overrides = overridesByLanguage(pages, assets);
  const settings = siteSettings(config);
  const passwordPolicy = passwordPolicyData(config.password_policy);
  // Operators write it over several lines; a header has one. An empty one is none: it must not switch the policy off.
  const template = config.server.headers.csp_template?.replace(/\s+/g, ' ').trim() || undefined;
  return {
    show(request, view, { status = 200, headers = [], frames = [] } = {}) {
      const { language, setCookie } = chooseLanguage(request, module);
      const textOverrides = overrides.get(language);
      const data: PageData = {
        ...settings,
        ...view,
        basePath: request.basePath,
        language,
        ...(pagesOfNewPasswords.has(view.page) && { passwordPolicy }),
        canBeRemembered: (request.cookieDomain?.remember_me ?? null) !== null,
        ...(assets.logo === undefined ? {} : { logoUrl: `${request.basePath}${logoPath}` }),
        ...(textOverrides === undefined ? {} : { textOverrides }),
      };
      return {
        status,
        headers: [
          ['Content-Type', 'text/html; charset=utf-8'],
          ...pageSecurityHeaders({
            nonce: random.bytes(nonceBytes).toString('base64url'),
            template,
            formTargets: [],
            frames,
          }),
          ...(setCookie === undefined ? [] : [['Set-Cookie', setCookie] as const]),
          ...headers,
        ],
        body: module.renderPage(data, module.assetsFor(manifest, view.page, language)),
      };
    },
  };
}

function siteSettings({ theme, authentication_backend, privacy_policy }: PortalConfig) {
  const { disable, custom_url } = authentication_backend.password_reset;
  return {
    theme,
    canResetPassword: !disable,
    ...(custom_url === undefined ? {} : { resetPasswordUrl: custom_url }),
    ...(privacy_policy.enabled && privacy_policy.policy_url !== undefined
      ? { privacyPolicyUrl: privacy_policy.policy_url }
      : {}),
  };
}

function overridesByLanguage(
  { module }: BuiltPages,
  { locales }: OperatorAssets,
): ReadonlyMap<string, Readonly<Record<string, string>>> {
  const overrides = new Map<string, Readonly<Record<string, string>>>();
  for (const language of module.languages) {
    const folder = matchLanguage(language, [...locales.keys()]) ?? '';
    const portal = locales.get(folder)?.get('portal');
    if (portal !== undefined) overrides.set(language, module.textOverridesFrom(portal));
  }
  return overrides;
}

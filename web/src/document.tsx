import type { ComponentType } from 'preact';
import type { PageAssets, PageData } from '../../shared/api/page.ts';
import { languageOf } from './i18n/languages.ts';
import type { PageProps } from './page-props.ts';
import { browserColours, colourSchemes } from './theme/browser-colours.ts';

interface DocumentProps extends PageProps {
  readonly View: ComponentType<PageProps>;
  readonly title: string;
  readonly assets: PageAssets;
}

/** The whole HTML document of a page. No inline script or style: the content security policy allows none. */
export function Document({ View, title, data, t, assets }: DocumentProps) {
  const { tag, direction } = languageOf(data.language);
  const urlOf = (path: string) => `${data.basePath}${path}`;
  return (
    <html lang={tag} dir={direction} data-theme={data.theme}>
      <head>
        <meta charset="utf-8" />
        {/* An on-screen keyboard makes the page smaller rather than covering what goes wrong. */}
        <meta
          name="viewport"
          content="width=device-width, initial-scale=1, interactive-widget=resizes-content"
        />
        <title>{`${title} · ${t('product-name')}`}</title>
        <meta name="robots" content="noindex" />
        <meta name="color-scheme" content={colourSchemes[data.theme]} />
        {browserColours[data.theme].map(({ colour, media }) => (
          <meta key={colour} name="theme-color" content={colour} media={media} />
        ))}
        {assets.styles.map((path) => (
          <link key={path} rel="stylesheet" href={urlOf(path)} />
        ))}
        {assets.scripts.map((path) => (
          <script key={path} type="module" src={urlOf(path)} />
        ))}
        {(assets.preloads ?? []).map((path) => (
          <link key={path} rel="modulepreload" href={urlOf(path)} />
        ))}
        <link rel="icon" href={urlOf('favicon.ico')} sizes="32x32" />
      </head>
      <body {...autheliaAttributes(data)}>
        <div id="root" data-page={JSON.stringify(data)}>
          <View data={data} t={t} />
        </div>
      </body>
    </html>
  );
}

/** The attributes that Authelia's own page carries and scripts read (behaviour.md §1.2); its base path has no slash at its end. */
function autheliaAttributes(data: PageData): Readonly<Record<string, string>> {
  return {
    'data-basepath': data.basePath.replace(/\/$/, ''),
    'data-duoselfenrollment': 'false',
    'data-logooverride': String(data.logoUrl !== undefined),
    'data-passkeylogin': 'false',
    'data-privacypolicyurl': data.privacyPolicyUrl ?? '',
    'data-privacypolicyaccept': 'false',
    'data-rememberme': String(data.canBeRemembered),
    'data-resetpassword': String(data.canResetPassword),
    'data-resetpasswordcustomurl': data.resetPasswordUrl ?? '',
    'data-theme': data.theme,
  };
}

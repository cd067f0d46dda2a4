import { type Configuration, errors, type KoaContextWithOIDC } from 'oidc-provider';

type DeviceFlowOptions = NonNullable<NonNullable<Configuration['features']>['deviceFlow']>;

/** The engine's own pages of the device flow, in whose place ours stand: it only sends people there (RFC 8628). */
export function deviceFlowOptions(issuer: string): DeviceFlowOptions {
  return {
    enabled: true,
    charset: 'base-20',
    mask: '****-****',
    deviceInfo: () => ({}),
    successSource: (ctx) => sendTo(issuer, ctx, { decision: 'accepted' }),
    userCodeInputSource: (ctx, _form, out, error) => sendTo(issuer, ctx, outcomeOf(ctx, out?.error, error)),
  };
}

/** What came of a flow that gave the device nothing. */
function outcomeOf(
  ctx: KoaContextWithOIDC,
  code = 'server_error',
  error?: Error,
): Readonly<Record<string, string>> {
  if (error?.cause instanceof errors.OIDCProviderError) {
    if (ctx.oidc.entities.Interaction?.result?.error !== undefined) return { decision: 'rejected' };
    ctx.oidc.provider.emit('device_resume.error', ctx, error.cause);
    return { error: error.cause.error };
  }
  // The codes of the engine's own pages: not found, used, over.
  return { error: error instanceof errors.OIDCProviderError ? code : 'expired_token' };
}

function sendTo(issuer: string, ctx: KoaContextWithOIDC, query: Readonly<Record<string, string>>): void {
  ctx.status = 302;
  ctx.redirect(`${issuer}/consent/completion?${new URLSearchParams(query).toString()}`);
}

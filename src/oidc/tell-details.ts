import type { errors, KoaContextWithOIDC, Provider } from 'oidc-provider';

/** The part of an answer that details are added to. */
interface AnsweredContext {
  body: unknown;
  readonly response: { get(name: string): string };
  set(name: string, value: string): void;
}

/** Adds what is known of an error to the answer that tells of it. */
export type AddDetails = (ctx: AnsweredContext) => void;

/**
 * Tells clients what the log says of an error (`enable_client_debug_messages`, behaviour.md §9.4): in JSON and in redirects behind `error_description`,
 * on the portal's page as `error_debug`. Answers that are signed or posted stay as they are.
 */
export function createAddDetails(provider: Provider, isWanted: boolean): AddDetails {
  if (!isWanted) return () => {};
  const details = new WeakMap<object, string>();
  const keep = (ctx: KoaContextWithOIDC, { error_detail: detail }: errors.OIDCProviderError) => {
    if (detail !== undefined) details.set(ctx, detail);
  };
  provider.on('authorization.error', keep);
  provider.on('grant.error', keep);
  provider.on('introspection.error', keep);
  provider.on('revocation.error', keep);
  provider.on('pushed_authorization_request.error', keep);
  provider.on('userinfo.error', keep);
  return (ctx) => {
    const detail = details.get(ctx);
    if (detail === undefined) return;
    const location = URL.parse(ctx.response.get('Location'));
    if (location !== null) ctx.set('Location', withDetail(location, detail));
    else if (isError(ctx.body)) ctx.body = { ...ctx.body, error_description: joined(ctx.body, detail) };
  };
}

function withDetail(location: URL, detail: string): string {
  const isFragment = location.hash.includes('error=');
  const answer = isFragment ? new URLSearchParams(location.hash.slice(1)) : location.searchParams;
  if (!answer.has('error')) return location.href;
  answer.set('error_description', joined({ error_description: answer.get('error_description') }, detail));
  if (location.pathname.endsWith('/consent/completion')) answer.set('error_debug', detail);
  if (isFragment) location.hash = answer.toString();
  return location.href;
}

function joined(
  { error_description: description }: { readonly error_description?: unknown },
  detail: string,
) {
  return typeof description === 'string' ? `${description}: ${detail}` : detail;
}

function isError(body: unknown): body is { readonly error: string; readonly error_description?: unknown } {
  return typeof body === 'object' && body !== null && 'error' in body;
}

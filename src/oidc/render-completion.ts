import type { KoaContextWithOIDC } from 'oidc-provider';

/** An error as the engine tells it. */
interface EngineError {
  readonly error: string;
  readonly error_description?: string | undefined;
}

/** Routes that browsers are sent to. */
const browserRoutes: readonly string[] = ['authorization', 'resume', 'device_resume'];

/**
 * What cannot be told to the client by redirect is told to the person, on the portal's page `consent/completion` (behaviour.md §9.4). Endpoints that
 * no browser shows answer JSON.
 */
export function renderCompletion(
  issuer: string,
  ctx: KoaContextWithOIDC,
  { error, error_description }: EngineError,
): void {
  const isBrowser = browserRoutes.includes(ctx.oidc.route);
  if (!isBrowser) {
    ctx.type = 'json';
    ctx.body = JSON.stringify({ error, error_description });
    return;
  }
  const query = new URLSearchParams({ error });
  if (error_description !== undefined) query.set('error_description', error_description);
  query.set('error_status_code', String(ctx.status));
  ctx.status = 302;
  ctx.redirect(`${issuer}/consent/completion?${query.toString()}`);
}

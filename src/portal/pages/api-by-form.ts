import { z } from 'zod';
import type { Answer } from '../../http/answer.ts';
import { errorStatus } from '../../http/error-answer.ts';
import { AppError } from '../../lib/app-error.ts';
import type { Endpoint, SiteRequest } from '../endpoint.ts';
import type { PortalServices } from '../portal-services.ts';
import { runEndpoint } from '../run-endpoint.ts';

/** What the API made of a form that was sent without script. `cookies` are its Set-Cookie headers, to be passed on. */
export type FormOutcome = { readonly cookies: Answer['headers'] } & (
  | { readonly kind: 'done'; readonly redirect: string | undefined }
  | { readonly kind: 'refused'; readonly status: number; readonly message: string }
  /** Nobody is signed in, or not for this site. */
  | { readonly kind: 'not-signed-in' }
  | { readonly kind: 'unavailable'; readonly status: number }
);

/** A request to the API that a form stands for. */
export interface FormCall {
  readonly method: Endpoint['method'];
  /** As the route is written. */
  readonly path: string;
  readonly parameters?: Readonly<Record<string, string>>;
  readonly body: object;
}

const envelopeSchema = z.object({
  status: z.string(),
  message: z.string().default(''),
  data: z.object({ redirect: z.string().optional() }).optional(),
});

/**
 * Has an endpoint of the API do what a form asks, through the endpoint's own guard, so that whatever works without script is the very same thing. Its rate
 * limit is the form's own.
 */
export async function askApiByForm(
  services: PortalServices,
  api: readonly Endpoint[],
  request: SiteRequest,
  call: FormCall,
): Promise<FormOutcome> {
  const endpoint = api.find(({ method, path }) => method === call.method && path === call.path);
  if (endpoint === undefined) return { kind: 'unavailable', status: 404, cookies: [] };
  const { parameters = {}, body } = call;
  const rawBody = Buffer.from(JSON.stringify(body));
  try {
    const outcome = await runEndpoint(endpoint, { ...request, parameters, rawBody }, services);
    return typeof outcome === 'string' || 'reason' in outcome
      ? { kind: 'not-signed-in', cookies: [] }
      : readAnswer(outcome);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const { detail } = error;
    services.log.error({ err: error, detail, request_id: request.id }, 'a form could not be served');
    return { kind: 'unavailable', status: errorStatus(error), cookies: [] };
  }
}

function readAnswer({ status, headers, body }: Answer): FormOutcome {
  const cookies = headers.filter(([name]) => name.toLowerCase() === 'set-cookie');
  if (status >= 500) return { kind: 'unavailable', status, cookies };
  const envelope = envelopeSchema.safeParse(parseJson(String(body)));
  if (!envelope.success) return { kind: 'not-signed-in', cookies };
  const { data, message } = envelope.data;
  if (envelope.data.status === 'OK') return { kind: 'done', redirect: data?.redirect, cookies };
  return { kind: 'refused', status: status === 200 ? 403 : status, message, cookies };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

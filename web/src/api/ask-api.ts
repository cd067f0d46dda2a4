/** Longer than this nobody waits for an answer, unless somebody has to do something first. */
const usualPatienceMs = 30_000;

/** What came back: an HTTP status with its parsed JSON body (undefined where it is none), or nothing at all. */
export type ApiAnswer =
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly body: unknown;
      /** Nothing at all came with the status. */
      readonly isEmpty: boolean;
    }
  | { readonly kind: 'no-answer' };

/** The methods that the API knows. */
export type ApiMethod = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** Asks the portal's API. The only `fetch` of the pages; it never throws. `url` is absolute or a path. */
export async function askApi(
  url: string,
  method: ApiMethod,
  body?: unknown,
  patienceMs: number = usualPatienceMs,
): Promise<ApiAnswer> {
  try {
    const response = await fetch(url, {
      method,
      headers: {
        accept: 'application/json',
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      cache: 'no-store',
      credentials: 'same-origin',
      signal: AbortSignal.timeout(patienceMs),
    });
    const text = await response.text();
    return { kind: 'answer', status: response.status, body: parseJson(text), isEmpty: text === '' };
  } catch {
    return { kind: 'no-answer' };
  }
}

/** The value of a JSON text, undefined where it is none (a proxy's own error page, for example). */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

import type { IncomingHttpHeaders } from 'node:http';

/** Which client a request says that it comes from, wherever it says so; proven is nothing of it yet. Empty where it does not say. */
export function nameClient(parameters: URLSearchParams, headers: IncomingHttpHeaders): string {
  return (
    parameters.get('client_id') ??
    basicCredentials(headers.authorization)?.clientId ??
    subjectOf(parameters.get('client_assertion') ?? '')
  );
}

/** The credentials of a header of the scheme Basic (RFC 6749 §2.3.1); undefined for anything else. */
export function basicCredentials(
  header: string | undefined,
): { readonly clientId: string; readonly secret: string } | undefined {
  const encoded = /^Basic ([\w+/]+={0,2})$/i.exec(header ?? '')?.[1];
  if (encoded === undefined) return undefined;
  const [, name, secret] = /^([^:]*):(.*)$/s.exec(Buffer.from(encoded, 'base64').toString()) ?? [];
  if (name === undefined || secret === undefined) return undefined;
  // A form of one parameter is decoded as the engine decodes it.
  const decoded = (text: string) =>
    new URLSearchParams(`value=${text.replaceAll('&', '%26')}`).get('value') ?? '';
  return { clientId: decoded(name), secret: decoded(secret) };
}

function subjectOf(assertion: string): string {
  try {
    const claims: unknown = JSON.parse(Buffer.from(assertion.split('.')[1] ?? '', 'base64url').toString());
    const subject = typeof claims === 'object' && claims !== null && 'sub' in claims ? claims.sub : '';
    return typeof subject === 'string' ? subject : '';
  } catch {
    return '';
  }
}

import type { PortalRequest } from '../portal-request.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** A form sent as `application/x-www-form-urlencoded`. */
export interface SentForm {
  /** The field's value, empty where it is absent; undefined where it stands more than once. */
  field(name: string): string | undefined;
  /** All values of a field. */
  all(name: string): readonly string[];
}

/** Reads the body as a form, whatever Content-Type says; undefined where it is not text. */
export function readForm(request: PortalRequest): SentForm | undefined {
  try {
    const form = new URLSearchParams(utf8.decode(request.rawBody));
    return {
      field(name) {
        const values = form.getAll(name);
        return values.length > 1 ? undefined : (values[0] ?? '');
      },
      all: (name) => form.getAll(name),
    };
  } catch {
    return undefined;
  }
}

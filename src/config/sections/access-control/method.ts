import { choice } from '../../notations/choice.ts';
import { type Notation, scalarText } from '../../notations/notation.ts';

/** Methods that rules may name (behaviour.md §5.2). */
const methods = [
  'GET',
  'HEAD',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'TRACE',
  'CONNECT',
  'OPTIONS',
  'COPY',
  'LOCK',
  'MKCOL',
  'MOVE',
  'PROPFIND',
  'PROPPATCH',
  'UNLOCK',
] as const;

/** A method, ready in upper case however it was written. */
export const accessMethod: Notation<string> = {
  jsonSchema: { enum: methods },
  read: (raw) => choice(...methods).read(scalarText(raw).toUpperCase()),
};

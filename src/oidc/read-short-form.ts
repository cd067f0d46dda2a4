import type { IncomingMessage } from 'node:http';
import { readForm } from './parameters/form-body.ts';

/** The longest form that a browser sends us, in bytes. */
const longestForm = 16_384;

/** Reads a form that a browser posted; undefined where it is too long, and then what is left of it is not read. */
export async function readShortForm(incoming: IncomingMessage): Promise<URLSearchParams | undefined> {
  const body = await readForm(incoming, longestForm);
  return body && new URLSearchParams(body.toString());
}

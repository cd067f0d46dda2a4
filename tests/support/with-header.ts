import type { RawHttpRequest } from './send-raw.ts';

/** The same request with one header in place of whatever stood under its name. */
export function withHeader(check: RawHttpRequest, name: string, value: string): RawHttpRequest {
  const others = check.headers?.filter(([other]) => other !== name) ?? [];
  return { ...check, headers: [...others, [name, value]] };
}

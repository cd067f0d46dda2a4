/**
 * A request as it was received. Nothing is decoded, joined or normalised: `target` keeps `..`, `%2e`, `\` and `//`,
 * and a header sent twice has two values. Names that start with `raw` hold unchecked input.
 */
export interface RawRequest {
  /** The method as sent (RFC 9110 §9.1: case-sensitive). */
  readonly method: string;
  /** The request target as sent (RFC 9112 §3.2), normally path and query. */
  readonly target: string;
  /** Name, value, name, value … as sent. */
  readonly rawHeaders: readonly string[];
  /** The address of the TCP peer, without an IPv4-in-IPv6 prefix; undefined for a unix socket. */
  readonly peerAddress: string | undefined;
  /** Whether this very connection is TLS. */
  readonly isTls: boolean;
}

/** What most headers of most requests amount to: made once, for every request asks for several that are not there. */
const noValues: readonly string[] = Object.freeze([]);

/** All values of a header, in the order sent. The name is compared without regard to case and must be given in lower case. */
export function headerValues(request: RawRequest, lowerCaseName: string): readonly string[] {
  let values: string[] | undefined;
  const headers = request.rawHeaders;
  for (let index = 0; index < headers.length; index += 2) {
    const name = headers[index] as string;
    if (name.length !== lowerCaseName.length || name.toLowerCase() !== lowerCaseName) continue;
    const value = headers[index + 1] as string;
    if (values === undefined) values = [value];
    else values.push(value);
  }
  return values ?? noValues;
}

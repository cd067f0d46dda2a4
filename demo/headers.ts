/** A header as received: name, value, name, value … flattened as Node gives it. */
export type RawHeaders = readonly string[];

/** Headers that belong to one connection (RFC 9110 §7.6.1), and Expect, which a proxy that answers itself must not hand on. */
const connectionHeaders: ReadonlySet<string> = new Set([
  'connection',
  'expect',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** Headers about the message's body. */
const bodyHeaders: ReadonlySet<string> = new Set(['content-length', 'content-encoding', 'content-type']);

/** Beginnings of what only a proxy or Gatehouse may say. */
const reservedBeginnings = ['remote-', 'x-forwarded-', 'x-original-', 'x-authelia-'];
const reservedNames: ReadonlySet<string> = new Set(['forwarded', 'x-real-ip']);

/** The four headers by which the application learns who is there. */
export const identityHeaders = ['Remote-User', 'Remote-Groups', 'Remote-Name', 'Remote-Email'] as const;

/** What may go on to the application: nothing of the connection, and nothing that only we may say, in any spelling. */
export function withoutReserved(headers: RawHeaders): string[] {
  const named = namedByConnection(headers);
  return keep(headers, (name) => !connectionHeaders.has(name) && !named.has(name) && !isReserved(name));
}

/** What may go on with the question to Gatehouse: the same, and nothing of the body. */
export function withoutBody(headers: RawHeaders): string[] {
  return keep(withoutReserved(headers), (name) => !bodyHeaders.has(name));
}

/** What of an answer may go on to the browser. */
export function withoutConnection(headers: RawHeaders): string[] {
  const named = namedByConnection(headers);
  return keep(headers, (name) => !connectionHeaders.has(name) && !named.has(name));
}

/** All values of a header; the name in lower case. */
export function valuesOf(headers: RawHeaders, lowerCaseName: string): string[] {
  return pairs(headers)
    .filter(([name]) => name.toLowerCase() === lowerCaseName)
    .map(([, value]) => value);
}

/** Servers of the CGI kind read `_` as `-`, so `Remote_User` is as reserved as `Remote-User`. */
function isReserved(lowerCaseName: string): boolean {
  const name = lowerCaseName.replaceAll('_', '-');
  return reservedNames.has(name) || reservedBeginnings.some((beginning) => name.startsWith(beginning));
}

function namedByConnection(headers: RawHeaders): ReadonlySet<string> {
  return new Set(
    valuesOf(headers, 'connection').flatMap((value) =>
      value.split(',').map((name) => name.trim().toLowerCase()),
    ),
  );
}

function keep(headers: RawHeaders, isKept: (lowerCaseName: string) => boolean): string[] {
  return pairs(headers)
    .filter(([name]) => isKept(name.toLowerCase()))
    .flat();
}

function pairs(headers: RawHeaders): [name: string, value: string][] {
  const list: [string, string][] = [];
  for (let index = 0; index + 1 < headers.length; index += 2) {
    list.push([headers[index] ?? '', headers[index + 1] ?? '']);
  }
  return list;
}

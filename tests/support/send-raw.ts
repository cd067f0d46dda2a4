import { connect } from 'node:net';

/** A request to be sent exactly as told: nothing is added but the length of a body, a Host, where none is given, and `Connection: close`. */
export interface RawHttpRequest {
  readonly method?: string;
  readonly target: string;
  readonly headers?: readonly (readonly [name: string, value: string])[];
  /** Sent with its Content-Length. */
  readonly body?: string;
}

/** An answer as it came over the wire; characters stand for bytes (Latin-1). */
export interface RawHttpAnswer {
  readonly status: number;
  /** In the order sent. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
  /** The value of a header; several are joined by `, `; undefined where there is none. */
  readonly header: (name: string) => string | undefined;
}

/** Where a server listens. */
export type RawDestination = { readonly port: number } | { readonly path: string };

/** Sends one request over a connection of its own and reads until the other side closes it. */
export async function sendRaw(destination: RawDestination, request: RawHttpRequest): Promise<RawHttpAnswer> {
  return parseAnswer(await exchange(destination, formatRequest(request)));
}

/** Sends bytes (Latin-1) and gives all that comes back. */
export function exchange(destination: RawDestination, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', ...destination });
    const chunks: Buffer[] = [];
    socket.on('data', (chunk: Buffer) => chunks.push(chunk));
    socket.on('error', reject);
    socket.on('close', () => resolve(Buffer.concat(chunks).toString('latin1')));
    socket.write(text, 'latin1');
  });
}

function formatRequest({ method = 'GET', target, headers = [], body }: RawHttpRequest): string {
  const has = (name: string) => headers.some(([other]) => other.toLowerCase() === name);
  const all = [
    ...(has('host') ? [] : [['Host', 'authelia:9091'] as const]),
    ...headers,
    ...(body === undefined ? [] : [['Content-Length', `${body.length}`] as const]),
    ...(has('connection') ? [] : [['Connection', 'close'] as const]),
  ];
  const lines = all.map(([name, value]) => `${name}: ${value}`);
  return [`${method} ${target} HTTP/1.1`, ...lines, '', body ?? ''].join('\r\n');
}

function parseAnswer(text: string): RawHttpAnswer {
  const end = text.indexOf('\r\n\r\n');
  if (end === -1) throw new Error(`no HTTP answer: ${JSON.stringify(text)}`);
  const [statusLine = '', ...lines] = text.slice(0, end).split('\r\n');
  const headers = lines.map((line) => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon), line.slice(colon + 1).trim()] as const;
  });
  return {
    status: Number(statusLine.split(' ')[1]),
    headers,
    body: text.slice(end + 4),
    header(name) {
      const values = headers.filter(([other]) => other.toLowerCase() === name.toLowerCase());
      return values.length === 0 ? undefined : values.map(([, value]) => value).join(', ');
    },
  };
}

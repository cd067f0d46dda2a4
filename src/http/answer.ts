/** What is answered to a request. Handlers return it; only `http/server.ts` writes it to a socket. */
export interface Answer {
  readonly status: number;
  /** Name and value pairs; a name may stand more than once (Set-Cookie). */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string | Uint8Array;
}

import { AsyncLocalStorage } from 'node:async_hooks';

/** Somebody's sign-in at the portal, as the engine is to see it. */
export interface EngineSignIn {
  /** What the engine knows the sign-in by, for as long as it lasts; no cookie and no session id. */
  readonly uid: string;
  /** The value of the cookie that the engine is handed instead of the browser's. */
  readonly cookieValue: string;
  /** The person's public subject. */
  readonly accountId: string;
  readonly username: string;
  readonly groups: readonly string[];
  readonly level: number;
  /** RFC 8176. */
  readonly methods: readonly string[];
  readonly firstFactorAtMs: number;
  /** The hard limit of the sign-in. */
  readonly endsAtMs: number;
  /** Where the person is; undefined where it cannot be told. */
  readonly address: string | undefined;
}

/** Who makes the request that the engine is answering: its callbacks get no more than its own context. */
export interface SignInContext {
  /** Runs what the engine does for somebody signed in, or for an anonymous visitor. */
  run<Result>(signIn: EngineSignIn | undefined, work: () => Result): Result;
  /** Undefined for an anonymous visitor, and for clients that ask for themselves. */
  current(): EngineSignIn | undefined;
}

/** A context over the asynchronous chain of one request. */
export function createSignInContext(): SignInContext {
  const storage = new AsyncLocalStorage<EngineSignIn | undefined>();
  return {
    run: (signIn, work) => storage.run(signIn, work),
    current: () => storage.getStore(),
  };
}

import { padded } from './padded.ts';

/** A look-up by key that is shared with those that come at the same time. */
export interface BatchedLoads<Value> {
  /** What is under the key, read after this call and never before. Rejects as the reading does. */
  find(key: string): Promise<Value | undefined>;
}

/** So many are read by one statement. */
const loadedAtOnce = 128;

/** So many statements are under way; what comes meanwhile waits for the next one. */
const statementsAtOnce = 4;

/** Collects the keys that are asked for in the same turn, or while the statements of before are under way. Nothing is remembered. */
export function createBatchedLoads<Value extends { readonly key: string }>(
  read: (keys: readonly string[]) => Promise<readonly Value[]>,
): BatchedLoads<Value> {
  type Waiter = PromiseWithResolvers<Value | undefined>;
  const waiting = new Map<string, Waiter>();
  let underWay = 0;

  function takeSome(): ReadonlyMap<string, Waiter> {
    const some = new Map(waiting.entries().take(loadedAtOnce));
    for (const key of some.keys()) waiting.delete(key);
    return some;
  }

  async function readSome(): Promise<void> {
    const some = takeSome();
    try {
      const found = new Map((await read(padded([...some.keys()]))).map((value) => [value.key, value]));
      for (const [key, { resolve }] of some) resolve(found.get(key));
    } catch (error) {
      for (const { reject } of some.values()) reject(error);
    }
  }

  async function readAll(): Promise<void> {
    while (waiting.size > 0) await readSome();
    underWay--;
  }

  function start(): void {
    if (underWay >= statementsAtOnce) return;
    underWay++;
    setImmediate(() => void readAll());
  }

  return {
    find(key) {
      const known = waiting.get(key);
      if (known !== undefined) return known.promise;
      const waiter = Promise.withResolvers<Value | undefined>();
      waiting.set(key, waiter);
      start();
      return waiter.promise;
    },
  };
}

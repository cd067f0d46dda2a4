import { stat } from 'node:fs/promises';

/** What to watch for, and how often to look. */
export interface WatchFileOptions {
  /** Milliseconds between two looks. */
  readonly intervalMs: number;
  /** Called when the file is another one than at the last call and has stood still from one look to the next; the first time too. */
  readonly onSettled: () => Promise<void>;
}

/**
 * Watches a file by looking at it; ends with the returned function. Notifications of the kernel would be quicker by a moment, but they miss
 * what matters here: editors that rename, Kubernetes that swaps a link two folders away, single files mounted into a
 * container, network drives. A look costs microseconds. A file is settled when two looks see the same, which makes the
 * interval the cool-down of several writes in a row (behaviour.md §8.1: half a second).
 */
export function watchFile(path: string, { intervalMs, onSettled }: WatchFileOptions): () => void {
  let handled: string | undefined;
  let seen: string | undefined;
  let timer: NodeJS.Timeout | undefined;
  let isOver = false;

  async function look(): Promise<void> {
    const now = await signatureOf(path);
    if (now !== handled && now === seen && !isOver) {
      handled = now;
      await onSettled();
    }
    seen = now;
    lookLater();
  }

  function lookLater(): void {
    if (isOver) return;
    timer = setTimeout(() => void look(), intervalMs);
    timer.unref();
  }

  lookLater();
  return () => {
    isOver = true;
    clearTimeout(timer);
  };
}

/** Changes with every way of changing a file; follows links. */
async function signatureOf(path: string): Promise<string> {
  try {
    const { dev, ino, size, mtimeNs, ctimeNs } = await stat(path, { bigint: true });
    return [dev, ino, size, mtimeNs, ctimeNs].join(' ');
  } catch {
    return 'unreadable';
  }
}

const attempts = 4;

/**
 * Starts something that chooses free ports itself, once more where another process was quicker to take one: a port can be chosen
 * only by looking which is free, and some programs take their time to listen on it.
 */
export async function retryOnTakenPort<T>(start: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await start();
    } catch (error) {
      if (attempt === attempts || !/EADDRINUSE|address already in use/i.test(String(error))) throw error;
    }
  }
}

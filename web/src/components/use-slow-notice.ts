import { useEffect, useState } from 'preact/hooks';

/** Work that ends sooner than this needs no notice; a flicker would only disturb. */
const noticeAfterMs = 200;

/** Whether work has been going on long enough to say so. */
export function useSlowNotice(isWorking: boolean): boolean {
  const [isSlow, setIsSlow] = useState(false);
  useEffect(() => {
    if (!isWorking) {
      setIsSlow(false);
      return undefined;
    }
    const timer = setTimeout(() => setIsSlow(true), noticeAfterMs);
    return () => clearTimeout(timer);
  }, [isWorking]);
  return isSlow && isWorking;
}

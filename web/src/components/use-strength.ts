import { useEffect, useRef, useState } from 'preact/hooks';
import { loadPasswordStrength, type PasswordScore } from '../../../shared/password-strength.ts';

/** So long nothing must be typed before it is estimated, which takes a moment. */
const pauseMs = 150;

/** How hard the password is to guess; undefined while nothing is typed, and where the word lists, fetched with the first letter, are not there. */
export function useStrength(password: string): PasswordScore | undefined {
  const loading = useRef<ReturnType<typeof loadPasswordStrength>>(undefined);
  const [score, setScore] = useState<PasswordScore>();
  useEffect(() => {
    if (password === '') {
      setScore(undefined);
      return undefined;
    }
    let isOver = false;
    const estimate = async () => {
      loading.current ??= loadPasswordStrength();
      try {
        const strengthOf = await loading.current;
        if (!isOver) setScore(strengthOf(password));
      } catch {
        // The server says what it thinks of the password all the same.
        loading.current = undefined;
      }
    };
    const timer = setTimeout(() => void estimate(), pauseMs);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [password]);
  return score;
}

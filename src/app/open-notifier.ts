import { AppError } from '../lib/app-error.ts';
import type { Notifier } from '../notify/notifier.ts';
import type { World } from './world.ts';

/** The configured notifier. */
export function openNotifier(_world: World): Notifier {
  return {
    send: () => Promise.reject(new AppError('notification-failed', 'Messages cannot be sent at the moment.')),
    check: () => Promise.resolve(),
    close: () => Promise.resolve(),
  };
}

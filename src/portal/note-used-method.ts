import type { SecondFactorMethod } from '../config/sections/default-2fa-method.ts';
import { AppError } from '../lib/app-error.ts';
import type { PortalRequest } from './portal-request.ts';
import type { PortalServices } from './portal-services.ts';

/** Remembers which second factor somebody has just given, to offer it first. A storage that is away costs that memory, not the sign-in. */
export async function noteUsedMethod(
  { secondFactorChoice, log }: Pick<PortalServices, 'secondFactorChoice' | 'log'>,
  request: PortalRequest,
  username: string,
  method: SecondFactorMethod,
): Promise<void> {
  try {
    await secondFactorChoice.noteUse(username, method);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const { detail } = error;
    log.error(
      { err: error, detail, request_id: request.id },
      'the method that was used cannot be remembered',
    );
  }
}

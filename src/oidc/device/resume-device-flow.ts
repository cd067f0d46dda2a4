import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import type { Issuer } from '../create-listener.ts';
import { handOverRequest } from '../engine/hand-over-request.ts';
import type { EngineSignIn, SignInContext } from '../engine/sign-in-context.ts';
import { oidcPaths } from '../paths.ts';
import { engineCookies } from '../provider-configuration.ts';

/** Has the engine go on with a device's request that its person answered, as a browser would; gives where that leads. */
export async function resumeDeviceFlow(
  { issuer, provider }: Pick<Issuer, 'issuer' | 'provider'>,
  context: SignInContext,
  signIn: EngineSignIn,
  flowId: string,
): Promise<string> {
  const socket = new Socket();
  try {
    const request = new IncomingMessage(socket);
    request.method = 'GET';
    request.headers.cookie = `${engineCookies.resume}=${flowId}`;
    handOverRequest(request, { issuer, target: `${oidcPaths['device-page']}/${flowId}`, signIn });
    const response = new ServerResponse(request);
    await context.run(signIn, () => provider.callback()(request, response));
    const location = response.getHeader('location');
    return typeof location === 'string' ? location : '';
  } finally {
    socket.destroy();
  }
}

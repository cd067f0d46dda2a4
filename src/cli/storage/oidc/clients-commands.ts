import { systemRandom } from '../../../lib/random.ts';
import { createOidcClients, type RegisteredClient } from '../../../storage/oidc-clients.ts';
import { columnSeal } from '../../../storage/storage-key.ts';
import { CommandError } from '../../command-error.ts';
import { dateTime } from '../../date-time.ts';
import { exitCodes } from '../../io.ts';
import { textTable } from '../../text-table.ts';
import { type StorageCommandContext, storageCommand } from '../storage-command.ts';

/** `gatehouse storage oidc clients …`: the clients that registered themselves, by the last word. */
export const clientsCommands = {
  list: storageCommand({
    help: `List the clients that registered themselves. Those of the configuration are not among them.

Usage:
  gatehouse storage oidc clients list [flags]
`,
    run: list,
  }),
  remove: storageCommand({
    help: `Remove a client that registered itself, at once, and with it all that its tokens open.

Usage:
  gatehouse storage oidc clients remove <client_id> [flags]
`,
    run: remove,
  }),
} as const;

const clientsOf = ({ database, encryptionKey }: StorageCommandContext) =>
  createOidcClients({ database, seal: columnSeal(encryptionKey, systemRandom) });

async function list(context: StorageCommandContext): Promise<number> {
  const clients = await clientsOf(context).list();
  const head = ['Client ID', 'Registered', 'Issuer', 'Name', 'Redirect URIs'];
  context.io.stdout(clients.length === 0 ? 'No results.\n' : textTable([head, ...clients.map(rowOf)]));
  return exitCodes.success;
}

function rowOf({ clientId, createdAtMs, issuer, payload }: RegisteredClient): readonly string[] {
  const { client_name: name, redirect_uris: uris } = payload;
  const told = [typeof name === 'string' ? name : '', Array.isArray(uris) ? uris.join(' ') : ''];
  return [clientId, dateTime(createdAtMs), issuer, ...told];
}

async function remove(context: StorageCommandContext): Promise<number> {
  const [clientId = '', ...more] = context.words;
  if (clientId === '' || more.length > 0) throw new CommandError('usage', 'Exactly one client is needed.');
  if (!(await clientsOf(context).remove(clientId))) {
    throw new CommandError('failure', `No client ${clientId} has registered itself.`);
  }
  context.io.stdout(`The client ${clientId} is removed.\n`);
  return exitCodes.success;
}

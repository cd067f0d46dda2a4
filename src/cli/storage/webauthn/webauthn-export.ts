import { exitCodes } from '../../io.ts';
import { storageCommand } from '../storage-command.ts';
import { writeSecretFile } from '../totp/write-secret-file.ts';
import { openWebAuthnStores } from './open-webauthn-stores.ts';
import { writeWebAuthnDocument } from './webauthn-document.ts';

/** `gatehouse storage user webauthn export` (behaviour.md §7.4). */
export const webAuthnExport = storageCommand({
  help: `Write everybody's security keys and passkeys to a YAML file, for "import".

Usage:
  gatehouse storage user webauthn export [flags]

Flags:
  -f, --file FILE                    (default: authelia.export.webauthn.yml)
`,
  flags: { file: { type: 'string', short: 'f', default: 'authelia.export.webauthn.yml' } },
  async run(context) {
    const stores = await openWebAuthnStores(context);
    const credentials = await stores.credentials.listAll();
    const handles = await stores.handles.listAll();
    const text = writeWebAuthnDocument({ credentials, handles });
    const path = writeSecretFile(context.io, String(context.flags.file), text);
    context.io.stdout(`${credentials.length} security keys were written to ${path}.\n`);
    return exitCodes.success;
  },
});

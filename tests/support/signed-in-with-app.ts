import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { systemClock } from '../../src/lib/clock.ts';
import type { OidcWorld } from './oidc-world.ts';
import { people } from './people.ts';
import { createPortalPerson, type PortalPerson } from './portal-person.ts';

/** John, who is an administrator where the group is, signed in with two factors: he enrols an app on the way. */
export async function signedInWithApp({ gatehouse, folder }: OidcWorld): Promise<PortalPerson> {
  const person = createPortalPerson({
    port: gatehouse.port,
    clock: systemClock,
    mailedCode: async () => lastCode(await readFile(join(folder, 'messages.txt'), 'utf8')),
  });
  await person.signIn(people.john.username, people.john.password);
  await person.elevate();
  const app = await person.enrolApp();
  const { status } = await person.send('POST', '/api/secondfactor/totp', { token: app.code(1) });
  if (status !== 200) throw new Error(`the second factor was answered ${status}`);
  return person;
}

function lastCode(mails: string): string {
  return (
    mails
      .match(/^\s*[A-Z0-9]{8}\s*$/gm)
      ?.at(-1)
      ?.trim() ?? ''
  );
}

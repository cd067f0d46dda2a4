import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { systemClock } from '../../src/lib/clock.ts';
import type { OidcWorld } from './oidc-world.ts';
import { people } from './people.ts';
import { createPortalPerson, type PersonsApp, type PortalPerson } from './portal-person.ts';

/** Somebody with an app. */
interface PersonWithApp {
  readonly person: PortalPerson;
  /** Its one-time password of now is used up. */
  readonly app: PersonsApp;
}

/** Signs somebody in with the password, who enrols an app then. */
export async function signInAndEnrolApp(
  { gatehouse, folder }: Pick<OidcWorld, 'gatehouse' | 'folder'>,
  { username, password }: (typeof people)[keyof typeof people],
): Promise<PersonWithApp> {
  const person = createPortalPerson({
    port: gatehouse.port,
    clock: systemClock,
    mailedCode: async () => lastCode(await readFile(join(folder, 'messages.txt'), 'utf8')),
  });
  await person.signIn(username, password);
  await person.elevate();
  return { person, app: await person.enrolApp() };
}

/** Signs John in with two factors, who is an administrator where his group is configured. */
export async function signInAsAdministrator(
  world: Pick<OidcWorld, 'gatehouse' | 'folder'>,
): Promise<PortalPerson> {
  const { person, app } = await signInAndEnrolApp(world, people.john);
  const { status } = await person.send('POST', '/api/secondfactor/totp', { token: app.code(1) });
  if (status !== 200) throw new Error(`the second factor was answered ${status}`);
  return person;
}

function lastCode(mails: string): string {
  const codes = mails.match(/^\s*[A-Z0-9]{8}\s*$/gm) ?? [];
  return codes.at(-1)?.trim() ?? '';
}

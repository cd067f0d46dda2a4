/** A person of the tests' users file. */
export interface TestPerson {
  readonly username: string;
  readonly password: string;
  readonly displayName: string;
  readonly email: string;
  readonly groups: readonly string[];
}

/** The people that every environment knows. The names try what header values must survive. */
export const people = {
  john: {
    username: 'john',
    password: 'correct horse battery staple',
    displayName: 'John Doe',
    email: 'john@example.com',
    groups: ['admins', 'dev'],
  },
  harry: {
    username: 'harry',
    password: 'Pässwörd with ümlauts',
    displayName: 'Harry Potter',
    email: 'harry@example.com',
    groups: [],
  },
} as const satisfies Record<string, TestPerson>;

/** The users file (behaviour.md §8.1). Plain-text digests: what is tested with it is not how passwords are hashed. */
export function usersFile(): string {
  const entries = Object.values<TestPerson>(people).map((person) => [
    person.username,
    {
      disabled: false,
      displayname: person.displayName,
      password: `$plaintext$${person.password}`,
      email: person.email,
      groups: person.groups,
    },
  ]);
  return JSON.stringify({ users: Object.fromEntries(entries) }, undefined, 2);
}

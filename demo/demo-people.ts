/** Somebody who can sign in to the demonstration. */
export interface DemoPerson {
  readonly username: string;
  readonly password: string;
  readonly displayName: string;
  readonly email: string;
  readonly groups: readonly string[];
  /** Argon2id of the password, made once. */
  readonly digest: string;
}

/** All of them. Their passwords are no secrets: the demonstration listens on this machine alone. */
export const demoPeople = [
  {
    username: 'alice',
    password: 'wonderland',
    displayName: 'Alice Liddell',
    email: 'alice@example.localhost',
    groups: ['admins', 'readers'],
    digest:
      '$argon2id$v=19$m=65536,t=3,p=4$jwSBtaxM3KVvwoOEiK5qDw$sEKVBXfGwpYgMx1+RlpAFuezvL+0uo+jn+9JbLzHFMk',
  },
  {
    username: 'bob',
    password: 'builder',
    displayName: 'Bob Müller',
    email: 'bob@example.localhost',
    groups: ['readers'],
    digest:
      '$argon2id$v=19$m=65536,t=3,p=4$Nd8vhF7fr+g9IyAXhbKjrg$a4B4ZEBlNNw/Y/mrdPDtNVxhXsMurt4z11S4Lw3hWCg',
  },
] as const satisfies readonly DemoPerson[];

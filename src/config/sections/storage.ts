import type { z } from 'zod';
import { address } from '../notations/address.ts';
import { choice } from '../notations/choice.ts';
import { clientTls } from '../notations/client-tls.ts';
import { duration } from '../notations/duration.ts';
import { group, groups, keys, optionalGroup } from '../notations/group.ts';
import { defaulted, optional, required } from '../notations/key.ts';
import { secretText, text } from '../notations/text.ts';
import type { Section } from '../section.ts';

/** The `storage` section (behaviour.md §4.3). Exactly one of local, mysql and postgres is there. */
export type StorageConfig = z.output<typeof schema>;

/** Characters that `encryption_key` must have at least. */
const shortestKey = 20;

const serverAddress = (port: number) =>
  required(
    address({
      schemes: ['tcp', 'tcp4', 'tcp6', 'unix'],
      port,
      example: `tcp://database.example.com:${port}`,
    }),
    'The database server.',
    `Write the address of the database server, such as tcp://127.0.0.1:${port}.`,
  );

const connection = {
  database: required(text, 'The name of the database.', 'Write the name of the database.'),
  username: required(text, 'The user name.', 'Write the user name for the database.'),
  password: optional(secretText, 'The password.'),
  timeout: defaulted(duration({ min: 1 }), '5s', 'How long a connection may take to come up.'),
  tls: clientTls('database server'),
};

const postgres = optionalGroup(
  {
    address: serverAddress(5432),
    ...connection,
    schema: defaulted(text, 'public', 'The schema that holds the tables.'),
    servers: groups(
      keys({ address: serverAddress(5432), tls: clientTls('database server') }),
      'Further servers, tried in turn.',
    ),
    ssl: optionalGroup(
      {
        mode: defaulted(
          choice('disable', 'verify-ca', 'require', 'verify-full'),
          'disable',
          'The old form of tls.',
        ),
        root_certificate: optional(text, 'A file with the authority.'),
        certificate: optional(text, 'A file with our certificate.'),
        key: optional(text, 'A file with our key.'),
      },
      'The old form of tls.',
    ),
  },
  'Keeps data in PostgreSQL.',
);

const schema = group(
  {
    encryption_key: optional(secretText, 'Encrypts secrets of users in the database: 20 characters or more.'),
    local: optionalGroup(
      { path: required(text, 'The database file.', 'Write the path of a file, such as /config/db.sqlite3.') },
      'Keeps data in SQLite.',
    ),
    mysql: optionalGroup({ address: serverAddress(3306), ...connection }, 'Keeps data in MySQL or MariaDB.'),
    postgres,
    retention: defaulted(
      duration({ min: 86_400_000 }),
      '90d',
      'How long the records of sign-in attempts, security events and ended bans are kept. Records that still count are kept longer.',
    ),
  },
  'Where data is kept.',
);

/** The `storage` section. */
export const storage: Section<StorageConfig> = {
  schema,
  check(ready, { report, generateSecret }) {
    const written = (['local', 'mysql', 'postgres'] as const).filter((engine) => ready[engine] !== undefined);
    if (written.length !== 1) {
      const message =
        written.length === 0
          ? 'Nothing says where data is kept.'
          : `Data can be kept in one place only, not in ${written.join(' and ')}.`;
      const hint =
        'Write exactly one of storage.local, storage.mysql and storage.postgres; for a file: local: {path: /config/db.sqlite3}.';
      report({ path: [], severity: 'error', message, hint });
    }
    const { encryption_key } = ready;
    if (encryption_key !== undefined && encryption_key.length >= shortestKey) return;
    const hint = `Write storage.encryption_key, keep it safe and never change it by hand. A fresh one: ${generateSecret()}`;
    const message =
      encryption_key === undefined
        ? 'Secrets of users cannot be stored without a key to encrypt them.'
        : `The key has fewer than ${shortestKey} characters.`;
    report({ path: ['encryption_key'], severity: 'error', message, hint });
    if (ready.postgres?.tls === undefined || ready.postgres.ssl === undefined) return;
    report({
      path: ['postgres', 'ssl'],
      severity: 'error',
      message: 'ssl is the old form of tls; they cannot be written together.',
      hint: 'Remove ssl.',
    });
  },
};

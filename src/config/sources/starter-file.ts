import { writeFile } from 'node:fs/promises';
import type { ConfigProblem } from '../problem.ts';

/** Writes a commented configuration to begin with, readable by its owner alone, where none exists, and says so as an error: it must be edited first. */
export async function writeStarterFile(
  path: string,
  file: string,
  generateSecret: () => string,
): Promise<ConfigProblem> {
  const problem = (message: string, hint: string): ConfigProblem => ({
    severity: 'error',
    keyPath: '',
    message,
    hint,
    source: { kind: 'file', file, line: undefined, column: undefined },
  });
  try {
    await writeFile(path, starterText(generateSecret), { mode: 0o600, flag: 'wx' });
    return problem(
      'There was no configuration; one to begin with has been written here.',
      'Edit it (at least the domain and the users file), then start again. Another file is named with `--config FILE`.',
    );
  } catch {
    return problem(
      'There is no configuration, and one to begin with cannot be written here.',
      'Name a configuration with `--config FILE`, or make this folder writable.',
    );
  }
}

function starterText(generateSecret: () => string): string {
  return `# Configuration of Gatehouse. The keys are Authelia's.
# Check it with: gatehouse config validate --config FILE

# light, dark, grey, oled or auto
theme: 'auto'

log:
  level: 'info'

server:
  # Where reverse proxies reach Gatehouse. A path (tcp://:9091/auth) puts the portal below it.
  address: 'tcp://:9091/'

authentication_backend:
  file:
    # A hash for it is made with: gatehouse crypto hash generate
    path: 'users.yml'

session:
  # Seals session data wherever it leaves this program. This one was made for you: keep it to yourself.
  secret: '${generateSecret()}'
  # Everybody signs in anew after this time, whatever they do …
  expiration: '1h'
  # … and after this time without a request. 0 switches it off.
  inactivity: '5m'
  # For those who tick "Remember me". -1 removes the box.
  remember_me: '1M'
  cookies:
    # One entry for each domain whose applications are guarded.
    - domain: 'example.com'
      # The address of the portal: it must lie under the domain.
      authelia_url: 'https://auth.example.com'
      default_redirection_url: 'https://www.example.com'
  # Sessions outlive a restart, and several instances share them, with Redis:
  # redis:
  #   host: '127.0.0.1'
  #   port: 6379
  #   password: ''

access_control:
  # What no rule below speaks of is refused.
  default_policy: 'deny'
  rules:
    - domain: 'public.example.com'
      policy: 'bypass'
    - domain: '*.example.com'
      policy: 'one_factor'

identity_validation:
  reset_password:
    # Signs the links that reset a password. Made for you as well.
    jwt_secret: '${generateSecret()}'

storage:
  # Seals what is kept there. Made for you as well; without it what is stored is lost.
  encryption_key: '${generateSecret()}'
  local:
    path: 'db.sqlite3'

notifier:
  # Mails are written into this file. For real ones use \`smtp\`.
  filesystem:
    filename: 'notification.txt'
`;
}

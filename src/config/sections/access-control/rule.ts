import { boolean } from '../../notations/boolean.ts';
import { choice } from '../../notations/choice.ts';
import { duration } from '../../notations/duration.ts';
import { keys } from '../../notations/group.ts';
import { isAddress } from '../../notations/host.ts';
import { defaulted, optional, required } from '../../notations/key.ts';
import { list, nonEmpty } from '../../notations/list.ts';
import { networkOrName } from '../../notations/network.ts';
import { Misread, misread, type Notation, quote } from '../../notations/notation.ts';
import { regularExpression } from '../../notations/regular-expression.ts';
import { text } from '../../notations/text.ts';
import { accessMethod } from './method.ts';
import { queryCriteria } from './query.ts';
import { subjects } from './subject.ts';

const domain: Notation<string> = {
  jsonSchema: text.jsonSchema,
  read(raw) {
    const value = text.read(raw);
    if (value instanceof Misread) return value;
    const host = value
      .trim()
      .toLowerCase()
      .replace(/\.$/, '')
      .replace(/^\[(.*)\]$/, '$1');
    if (isAddress(host) || /^[^\s/:@?#]+$/.test(host)) return host;
    return misread(
      `${quote(raw)} is not a domain.`,
      'Write a host without scheme, port and path, such as app.example.com or *.example.com.',
    );
  },
};

/** One list of a rule; empty where the criterion is not written, and only there: an empty one matches everything. */
function criterion<Item>(notation: Notation<readonly Item[]>, about: string) {
  return optional(nonEmpty(notation), about).transform((ready) => ready ?? []);
}

const patterns = list(regularExpression, {});

/** One entry of `access_control.rules` (behaviour.md §5.2). */
export const accessRule = keys({
  domain: criterion(
    list(domain),
    'Hosts: app.example.com, *.example.com, {user}.example.com, {group}.example.com.',
  ),
  domain_regex: criterion(
    patterns,
    'Regular expressions for hosts; the named groups User and Group are compared with who asks.',
  ),
  policy: required(
    choice('bypass', 'one_factor', 'two_factor', 'deny'),
    'What the rule requires.',
    'Write bypass, one_factor, two_factor or deny.',
  ),
  max_age: optional(
    duration({ min: 10_000 }),
    'How young the proof of the required factor must be; an older one leads to proving it again.',
  ),
  inactivity: optional(
    duration({ min: 10_000 }),
    'How long the application may stay unused before a factor is asked for again; narrower than session.inactivity.',
  ),
  expiration: optional(
    duration({ min: 10_000 }),
    'How long after the latest proof of a factor one is asked for again; narrower than session.expiration.',
  ),
  counts_as_activity: defaulted(
    boolean,
    true,
    'Whether these requests keep a session from going idle; false for what pages ask on their own.',
  ),
  subject: criterion(
    subjects,
    'Who: user:NAME, group:NAME or oauth2:client:ID; inner lists must match as a whole.',
  ),
  networks: criterion(list(networkOrName), 'Networks of the client, or names from definitions.network.'),
  resources: criterion(patterns, 'Regular expressions for path and query.'),
  methods: criterion(list(accessMethod), 'HTTP methods.'),
  query: criterion(queryCriteria, 'Tests of query parameters; inner lists must match as a whole.'),
});

import { choice } from '../../notations/choice.ts';
import { keys } from '../../notations/group.ts';
import { isAddress } from '../../notations/host.ts';
import { defaulted, optional, required } from '../../notations/key.ts';
import { list, nonEmpty } from '../../notations/list.ts';
import { Misread, misread, type Notation, quote } from '../../notations/notation.ts';
import { webUrl } from '../../notations/url.ts';
import type { AccessTestSubject } from '../access-control.ts';
import { accessMethod } from './method.ts';
import { subjects } from './subject.ts';

const person: Notation<AccessTestSubject> = {
  jsonSchema: { title: 'one person', type: ['string', 'array'] },
  read(raw) {
    const hint = 'Write user:NAME and the groups of that person: [user:john, group:admins].';
    if (Array.isArray(raw) && raw.length === 0) return misread('This list is empty.', hint);
    const read = subjects.read(raw);
    if (read instanceof Misread) return read;
    if (Array.isArray(raw) && raw.some((entry) => Array.isArray(entry))) {
      return misread('Lists of lists are for rules: a test asks for one person.', hint);
    }
    const names = (prefix: string) =>
      read.flat().flatMap((one) => (one.startsWith(prefix) ? [one.slice(prefix.length)] : []));
    const [users, groups, clients] = [names('user:'), names('group:'), names('oauth2:client:')];
    if (users.length > 1 || clients.length > 1) return misread('A test asks for one person.', hint);
    if (clients.length > 0 && users.length + groups.length > 0) {
      return misread('A client that asks for itself is no user and in no group.', hint);
    }
    return { username: users[0], groups, clientId: clients[0] };
  },
};

const address: Notation<string> = {
  jsonSchema: { title: 'address', type: 'string' },
  read(raw) {
    if (typeof raw === 'string' && isAddress(raw.trim())) return raw.trim();
    return misread(`${quote(raw)} is not an address.`, 'Write one such as 192.168.1.10 or fd00::10.');
  },
};

/** One entry of `access_control.tests`. */
export const accessTest = keys({
  url: required(
    nonEmpty(list(webUrl, {})),
    'One URL or several.',
    'Write a URL such as https://app.example.com/.',
  ),
  method: defaulted(nonEmpty(list(accessMethod)), 'GET', 'One HTTP method or several.'),
  subject: optional(
    person,
    'Who asks: user:NAME with the groups of that person, or oauth2:client:ID. Without it: somebody who is not signed in.',
  ),
  ip: optional(address, 'The address of the client; without it an address that is in no network.'),
  policy: required(
    choice('bypass', 'one_factor', 'two_factor', 'deny'),
    'What the rules must require.',
    'Write bypass, one_factor, two_factor or deny.',
  ),
});

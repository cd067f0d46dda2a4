import type { Subject } from '../subject.ts';
import { always, type Criterion } from './criterion.ts';

type SubjectTest = (subject: Subject) => boolean;

/** What each kind of subject is compared with; exactly, with regard to case. */
const kinds: readonly (readonly [prefix: string, compile: (name: string) => SubjectTest])[] = [
  ['user:', (name) => (subject) => subject.username === name],
  ['group:', (name) => (subject) => subject.groups.includes(name)],
  ['oauth2:client:', (id) => (subject) => subject.clientId === id],
];

/**
 * `subject`: the outer list is OR, the inner one AND. Somebody anonymous may be anybody, so that the first rule that could hold after
 * signing in decides what they are told (behaviour.md §5.2, §5.3).
 */
export function compileSubjects(alternatives: readonly (readonly string[])[]): Criterion {
  if (alternatives.length === 0) return always;
  const compiled = alternatives.map((all) => all.map(compileSubject));
  return ({ subject, isAnonymous }) => {
    if (isAnonymous) return 'may';
    return compiled.some((all) => all.every((test) => test(subject))) ? 'hit' : 'miss';
  };
}

function compileSubject(written: string): SubjectTest {
  for (const [prefix, compile] of kinds) {
    if (written.startsWith(prefix)) return compile(written.slice(prefix.length));
  }
  throw new TypeError(`not a subject: ${written}`);
}

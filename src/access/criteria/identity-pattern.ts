import { RE2JS } from 're2js';
import type { Question } from '../question.ts';
import type { Verdict } from '../verdict.ts';

/** A compiled regular expression whose named groups `User` and `Group` stand for who asks. */
export interface IdentityPattern {
  /** Whether it has one of the two groups. */
  readonly dependsOnIdentity: boolean;
  verdict(text: string, question: Question): Verdict;
}

/**
 * Compiles an expression in RE2 syntax, unanchored (behaviour.md §5.2). Where the groups `User` or `Group` are in it, what they hold must
 * be the user's name and one of the groups, without regard to case; for somebody anonymous the expression alone can only say `may`.
 */
export function compileIdentityPattern(
  expression: string,
  { ignoresCase = false }: { readonly ignoresCase?: boolean } = {},
): IdentityPattern {
  const pattern = RE2JS.compile(expression, ignoresCase ? RE2JS.CASE_INSENSITIVE : 0);
  const names = Object.keys(pattern.namedGroups());
  const [hasUser, hasGroup] = [names.includes('User'), names.includes('Group')];
  if (!hasUser && !hasGroup) {
    return { dependsOnIdentity: false, verdict: (text) => (pattern.test(text) ? 'hit' : 'miss') };
  }
  return {
    dependsOnIdentity: true,
    verdict(text, { subject, isAnonymous }) {
      const match = pattern.matcher(text);
      if (!match.find()) return 'miss';
      if (isAnonymous) return 'may';
      const isUser = !hasUser || isSame(match.group('User'), subject.username);
      const isInGroup = !hasGroup || subject.groups.some((name) => isSame(match.group('Group'), name));
      return isUser && isInGroup ? 'hit' : 'miss';
    },
  };
}

/** A group that took no part in the match is nobody's name. */
function isSame(found: string | null, name: string | undefined): boolean {
  return found !== null && found !== '' && name !== undefined && found.toLowerCase() === name.toLowerCase();
}

import { errorCode } from '../lib/error-code.ts';

/** What the codes of the system mean to an operator. */
const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  EACCES: 'this user may not read it',
  EPERM: 'this user may not read it',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of the path is no folder',
};

/** Why a file or folder cannot be read, as the end of a sentence. */
export function whyUnreadable(error: unknown): string {
  return reasons[errorCode(error) ?? ''] ?? 'the system refuses';
}

import { type FileHandle, open, readFile, realpath, rename, stat, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { errorCode } from '../../lib/error-code.ts';
import type { Random } from '../../lib/random.ts';

/**
 * Replaces the content of a file that exists so that a reader, or a crash, finds the old content or the new one, never a part:
 * written beside it, synced, renamed over it. Mode and owner stay, links are followed. Where that is impossible (a single file
 * mounted into a container, a folder that may not be written, an owner that may not be set) it is written in place.
 */
export async function replaceFile(path: string, content: string, random: Random): Promise<void> {
  const target = await realpath(path);
  if (!(await replaceByRename(target, content, random))) await writeInPlace(target, content);
}

/** What says that a rename cannot work here, rather than that writing cannot: mount points, folders, owners, names in the way. */
const renameObstacles = new Set([
  'EACCES',
  'EBUSY',
  'EEXIST',
  'EINVAL',
  'ENAMETOOLONG',
  'ENOTSUP',
  'EPERM',
  'EROFS',
  'ETXTBSY',
  'EXDEV',
]);

async function replaceByRename(target: string, content: string, random: Random): Promise<boolean> {
  const temporary = join(dirname(target), `.${basename(target)}.${random.bytes(8).toString('hex')}.tmp`);
  try {
    const { mode, uid, gid } = await stat(target);
    await withFile(temporary, 'wx', async (file) => {
      const made = await file.stat();
      if (made.uid !== uid || made.gid !== gid) await file.chown(uid, gid);
      await file.chmod(mode & 0o7777);
      await file.writeFile(content);
      await file.sync();
    });
    await rename(temporary, target);
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') await unlink(temporary).catch(() => undefined);
    if (renameObstacles.has(errorCode(error) ?? '')) return false;
    throw error;
  }
  await withFile(dirname(target), 'r', (folder) => folder.sync()).catch(() => undefined);
  return true;
}

async function writeInPlace(target: string, content: string): Promise<void> {
  const before = await readFile(target);
  await withFile(target, 'r+', async (file) => {
    try {
      await overwrite(file, Buffer.from(content));
    } catch (error) {
      await overwrite(file, before).catch(() => undefined);
      throw error;
    }
  });
}

async function overwrite(file: FileHandle, content: Uint8Array): Promise<void> {
  for (let offset = 0; offset < content.length; ) {
    const { bytesWritten } = await file.write(content, offset, content.length - offset, offset);
    offset += bytesWritten;
  }
  await file.truncate(content.length);
  await file.sync();
}

async function withFile(
  path: string,
  flags: string,
  use: (file: FileHandle) => Promise<void>,
): Promise<void> {
  const file = await open(path, flags, 0o600);
  try {
    await use(file);
  } finally {
    await file.close();
  }
}

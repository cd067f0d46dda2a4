import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join, posix, resolve } from 'node:path';
import { RE2JS } from 're2js';
import { whyUnreadable } from '../../../why-unreadable.ts';
import type { FilterContext } from '../../filter.ts';
import { expandVariables, isHiddenVariable, visibleVariable } from '../../visible-variable.ts';
import type { TemplateFunction } from '../function.ts';
import { define, FunctionError } from '../function.ts';
import { findGlob } from '../glob.ts';
import { createTemplateTime } from '../time/create-template-time.ts';
import type { TemplateMap } from '../value.ts';
import { listOf, mapOf } from '../value.ts';

/** Environment variables, files and folders. */
export const fileFunctions: Readonly<Record<string, TemplateFunction>> = {
  env: define(['string'], ([name], { environment }) => readVariable(name, environment)),
  mustEnv: define(['string'], ([name], { environment }) => {
    if (name !== '$' && environment[name] === undefined) {
      throw new FunctionError(`The environment variable ${name} is not set.`);
    }
    return readVariable(name, environment);
  }),
  expandenv: define(['string'], ([text], { environment }) =>
    expandVariables(text, (name) => visibleVariable(environment, name)),
  ),
  fileContent: define(['string'], ([path], context) => readContent(path, context)),
  secret: define(['string'], ([path], context) => readContent(path, context).replace(/\n+$/, '')),
  glob: define(['string'], ([pattern], { workingDirectory }) =>
    listOf(findGlob(pattern, workingDirectory), '[]string'),
  ),
  walk: define(['string', 'string', 'bool'], ([root, pattern, skipFolders], context) =>
    listOf(walk(root, { pattern, skipFolders }, context), '[]templates.WalkInfo'),
  ),
};

function readVariable(name: string, environment: FilterContext['environment']): string {
  if (name === '$') return '$';
  return isHiddenVariable(name) ? '' : (environment[name] ?? '');
}

function readContent(path: string, { workingDirectory }: FilterContext): string {
  try {
    return readFileSync(resolve(workingDirectory, path), 'utf8');
  } catch (error) {
    throw new FunctionError(`The file ${path} cannot be read: ${whyUnreadable(error)}.`);
  }
}

function walk(
  root: string,
  { pattern, skipFolders }: { readonly pattern: string; readonly skipFolders: boolean },
  context: FilterContext,
): readonly TemplateMap[] {
  if (root === '') throw new FunctionError('Its argument 1 must not be empty.');
  const wanted = compilePattern(pattern);
  const found: TemplateMap[] = [];
  const visit = (path: string) => {
    const absolutePath = resolve(context.workingDirectory, path);
    const info = statOf(absolutePath, path);
    if (wanted(absolutePath) && !(skipFolders && info.isDirectory())) {
      found.push(describeFile(path, absolutePath, info));
    }
    if (!info.isDirectory()) return;
    for (const name of readdirSync(absolutePath).toSorted()) visit(join(path, name));
  };
  visit(root);
  return found;
}

function compilePattern(pattern: string): (path: string) => boolean {
  if (pattern === '') return () => true;
  try {
    const compiled = RE2JS.compile(pattern);
    return (path) => compiled.matcher(path).find();
  } catch {
    throw new FunctionError('Its argument 2 is no regular expression.');
  }
}

function statOf(absolutePath: string, path: string) {
  try {
    return lstatSync(absolutePath);
  } catch (error) {
    throw new FunctionError(`${path} cannot be read: ${whyUnreadable(error)}.`);
  }
}

function describeFile(path: string, absolutePath: string, info: ReturnType<typeof lstatSync>): TemplateMap {
  if (info === undefined) throw new FunctionError(`${path} cannot be read.`);
  const modified = createTemplateTime(Number(info.mtimeMs));
  return mapOf(
    [
      ['Path', path],
      ['AbsolutePath', absolutePath],
      ['Name', posix.basename(absolutePath)],
      ['Size', Number(info.size)],
      ['Mode', Number(info.mode) & 0o7777],
      ['ModTime', modified],
      ['Modified', modified],
      ['IsDir', info.isDirectory()],
    ],
    'templates.WalkInfo',
  );
}

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode } from '../../../lib/error-code.ts';
import type { Log } from '../../../lib/log.ts';
import { reasonOf } from '../../../lib/reason-of.ts';
import { escapeHtml } from '../escape-html.ts';
import { type CompiledTemplate, compileTemplate } from './compile-template.ts';
import { type OverrideName, overrideFields, overrideNames } from './override-values.ts';
import { TemplateError } from './template-error.ts';

/** The two forms of a mail. */
export type MailForm = 'html' | 'txt';

/** The operator's templates, by file name such as `Event.html`. */
export type Overrides = ReadonlyMap<`${OverrideName}.${MailForm}`, CompiledTemplate>;

const forms: Readonly<Record<MailForm, (text: string) => string>> = {
  html: escapeHtml,
  txt: (text) => text,
};

/**
 * Reads the templates of `notifier.template_path`. What cannot be read or understood is told with file and line, and our own template is
 * used in its place: a configuration that Authelia takes starts here too.
 */
export async function loadOverrides(folder: string, log: Log): Promise<Overrides> {
  const overrides = new Map<`${OverrideName}.${MailForm}`, CompiledTemplate>();
  for (const name of Object.values(overrideNames)) {
    for (const form of ['html', 'txt'] as const) {
      const file = `${name}.${form}` as const;
      const compiled = await loadOne(join(folder, file), { name, form, log });
      if (compiled !== undefined) overrides.set(file, compiled);
    }
  }
  return overrides;
}

interface Wanted {
  readonly name: OverrideName;
  readonly form: MailForm;
  readonly log: Log;
}

async function loadOne(path: string, { name, form, log }: Wanted): Promise<CompiledTemplate | undefined> {
  try {
    const source = await readFile(path, 'utf8');
    return compileTemplate(source, { fields: new Set(overrideFields[name]), escape: forms[form] });
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    const place = error instanceof TemplateError ? `${path}:${error.line}` : path;
    log.warn(
      { file: place, reason: reasonOf(error) },
      `the template ${place} cannot be used (${reasonOf(error)}): the one that comes with Gatehouse is used`,
    );
    return undefined;
  }
}

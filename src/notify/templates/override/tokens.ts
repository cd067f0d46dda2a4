import { TemplateError } from './template-error.ts';

/** Text as it stands, or an action between `{{` and `}}`. */
export type TemplatePart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'action'; readonly words: readonly string[]; readonly line: number };

const action = /\{\{(-\s)?((?:"(?:[^"\\\n]|\\.)*"|`[^`]*`|(?!\}\}).)*?)(\s-)?\}\}/gs;
const comment = /^\/\*.*\*\/$/s;
const word = /\s*("(?:[^"\\\n]|\\.)*"|`[^`]*`|:=|[()|,]|[$.\w]+)/gy;

/** Splits a template in Go's notation (text/template) into texts and actions; `{{-` and `-}}` take the white space beside them. */
export function splitTemplate(source: string): readonly TemplatePart[] {
  const parts: TemplatePart[] = [];
  let end = 0;
  let takesSpace = false;
  const addText = (text: string, takesSpaceAtEnd: boolean) => {
    const begun = takesSpace ? text.trimStart() : text;
    parts.push({ kind: 'text', text: takesSpaceAtEnd ? begun.trimEnd() : begun });
  };
  for (const found of source.matchAll(action)) {
    const [whole, before, content = '', after] = found;
    addText(source.slice(end, found.index), before !== undefined);
    const line = lineAt(source, found.index);
    if (!comment.test(content.trim())) parts.push({ kind: 'action', words: splitWords(content, line), line });
    end = found.index + whole.length;
    takesSpace = after !== undefined;
  }
  const rest = source.slice(end);
  if (rest.includes('{{'))
    throw new TemplateError('an action is not closed', lineAt(source, end + rest.indexOf('{{')));
  addText(rest, false);
  return parts;
}

function splitWords(content: string, line: number): readonly string[] {
  const words: string[] = [];
  const trimmed = content.trimEnd();
  word.lastIndex = 0;
  while (word.lastIndex < trimmed.length) {
    const start = word.lastIndex;
    const [, found] = word.exec(trimmed) ?? [];
    if (found === undefined) {
      throw new TemplateError(`"${trimmed.slice(start).trim().slice(0, 20)}" is not understood`, line);
    }
    words.push(found);
  }
  return words;
}

function lineAt(source: string, index: number): number {
  return source.slice(0, index).split('\n').length;
}

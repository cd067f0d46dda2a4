import { tokenize } from './lexer.ts';
import type { Pipeline, Statement, Template } from './node.ts';
import { parsePipeline } from './parse-pipeline.ts';
import type { Scope } from './scope.ts';
import { inBlock } from './scope.ts';
import { TemplateError } from './template-error.ts';
import type { Token } from './token.ts';
import type { TokenStream } from './token-stream.ts';
import { createTokenStream } from './token-stream.ts';

const maxNesting = 200;

interface Parsing {
  readonly stream: TokenStream;
  readonly scope: Scope;
  readonly defined: Map<string, readonly Statement[]>;
  /** How many blocks are open. */
  readonly depth: number;
  /** How many of them are `range`. */
  readonly loops: number;
}

/** Parses a Go template that may use those functions. Throws `TemplateError`. */
export function parseTemplate(text: string, functions: ReadonlySet<string>): Template {
  const parsing: Parsing = {
    stream: createTokenStream(tokenize(text)),
    scope: { functions, variables: ['$'] },
    defined: new Map(),
    depth: 0,
    loops: 0,
  };
  const { statements, ending } = parseBody(parsing);
  if (ending.kind !== 'end') {
    throw new TemplateError(
      ending.offset,
      `\`{{${ending.text}}}\` stands here without a block that it belongs to.`,
    );
  }
  return { body: statements, defined: parsing.defined };
}

/** Reads statements up to `{{end}}`, `{{else` or the end of the text; the keyword that ended them is taken. */
function parseBody(parsing: Parsing): { statements: readonly Statement[]; ending: Token } {
  const { stream } = parsing;
  const statements: Statement[] = [];
  for (;;) {
    const token = stream.next();
    if (token.kind === 'end') return { statements, ending: token };
    if (token.kind === 'text') {
      statements.push({ kind: 'text', text: token.text, offset: token.offset });
      continue;
    }
    const first = stream.peek();
    if (first.kind === 'keyword' && (first.text === 'end' || first.text === 'else')) {
      return { statements, ending: stream.next() };
    }
    const statement = parseAction(parsing, token);
    if (statement !== undefined) statements.push(statement);
  }
}

function parseAction(parsing: Parsing, open: Token): Statement | undefined {
  const { stream, scope } = parsing;
  if (parsing.depth > maxNesting) throw new TemplateError(open.offset, 'Blocks are nested too deeply.');
  if (stream.peek().kind !== 'keyword') {
    const pipeline = parsePipeline(stream, scope);
    close(stream);
    return { kind: 'action', pipeline, offset: open.offset };
  }
  const keyword = stream.next();
  switch (keyword.text) {
    case 'if':
    case 'with':
    case 'range':
      return parseBlock(parsing, keyword.text, open);
    case 'define':
      return parseDefine(parsing, open);
    case 'block':
      return parseBlockTemplate(parsing, open);
    case 'template':
      return parseTemplateCall(parsing, open);
    default:
      return parseJump(parsing, keyword);
  }
}

function parseBlock(parsing: Parsing, kind: 'if' | 'with' | 'range', open: Token): Statement {
  const { stream, scope } = parsing;
  const inner: Parsing = {
    ...parsing,
    depth: parsing.depth + 1,
    loops: parsing.loops + (kind === 'range' ? 1 : 0),
  };
  return inBlock(scope, () => {
    const pipeline = parsePipeline(stream, scope, { isRange: kind === 'range' });
    close(stream);
    const { statements: body, ending } = inBlock(scope, () => parseBody(inner));
    const otherwise = ending.text === 'else' ? parseElse({ ...inner, loops: parsing.loops }, kind, open) : [];
    if (ending.kind === 'end') throw notClosed(open, kind);
    if (ending.text === 'end') close(stream);
    return { kind, pipeline, body, otherwise, offset: open.offset };
  });
}

/** What stands after `{{else`, up to and with its `{{end}}`: `else if` and `else with` are a block of their own that shares it. */
function parseElse(parsing: Parsing, kind: string, open: Token): readonly Statement[] {
  const { stream, scope } = parsing;
  const next = stream.peek();
  if (next.kind === 'keyword' && next.text === kind && (kind === 'if' || kind === 'with')) {
    stream.next();
    return [parseBlock(parsing, kind, next)];
  }
  close(stream);
  const { statements, ending } = inBlock(scope, () => parseBody(parsing));
  if (ending.text === 'else') throw new TemplateError(ending.offset, 'There is a second `{{else}}` here.');
  if (ending.kind === 'end') throw notClosed(open, kind);
  close(stream);
  return statements;
}

function parseDefine(parsing: Parsing, open: Token): undefined {
  const name = parsing.stream.expect('string', 'The name of the template, in quotes,');
  if (parsing.depth > 0) throw new TemplateError(open.offset, '`{{define}}` stands inside another block.');
  close(parsing.stream);
  defineTemplate(parsing, name.text, open);
}

function parseBlockTemplate(parsing: Parsing, open: Token): Statement {
  const { stream, scope } = parsing;
  const { text: name } = stream.expect('string', 'The name of the template, in quotes,');
  const pipeline = parsePipeline(stream, scope);
  close(stream);
  defineTemplate(parsing, name, open);
  return { kind: 'template', name, pipeline, offset: open.offset };
}

/** Reads the body of a template up to its `{{end}}`: it sees none of the variables around it. */
function defineTemplate(parsing: Parsing, name: string, open: Token): void {
  const scope: Scope = { functions: parsing.scope.functions, variables: ['$'] };
  const { statements, ending } = parseBody({ ...parsing, scope, depth: parsing.depth + 1, loops: 0 });
  if (ending.kind === 'end') throw notClosed(open, 'define');
  if (ending.text === 'else') throw new TemplateError(ending.offset, '`{{else}}` does not belong here.');
  close(parsing.stream);
  parsing.defined.set(name, statements);
}

function parseTemplateCall({ stream, scope }: Parsing, open: Token): Statement {
  const { text: name } = stream.expect('string', 'The name of the template, in quotes,');
  let pipeline: Pipeline | undefined;
  if (stream.peek().kind !== 'close') pipeline = parsePipeline(stream, scope);
  close(stream);
  return { kind: 'template', name, pipeline, offset: open.offset };
}

function parseJump({ stream, loops }: Parsing, keyword: Token): Statement {
  const kind = keyword.text === 'break' ? 'break' : 'continue';
  if (loops === 0)
    throw new TemplateError(keyword.offset, `\`{{${kind}}}\` stands outside of \`{{range}}\`.`);
  close(stream);
  return { kind, offset: keyword.offset };
}

function close(stream: TokenStream): void {
  const token = stream.next();
  if (token.kind !== 'close')
    throw new TemplateError(token.offset, `\`${token.text}\` does not belong here.`);
}

function notClosed(open: Token, kind: string): TemplateError {
  return new TemplateError(open.offset, `This \`{{${kind}}}\` is not closed: \`{{end}}\` is missing.`);
}

import type { Document, YAMLParseError } from 'yaml';
import { parseAllDocuments, visit } from 'yaml';
import { explainYamlError } from '../../lib/explain-yaml-error.ts';
import type { ConfigProblem } from '../problem.ts';
import type { RawMap } from '../raw-tree.ts';
import { emptyMap, isNothing } from '../raw-tree.ts';
import type { SourceText } from './source-text.ts';
import { createLocator } from './source-text.ts';
import type { YamlComplaint } from './yaml-tree.ts';
import { readYamlTree } from './yaml-tree.ts';

/** What one file says. Where a problem is an error the map lacks what could not be read. */
export interface YamlReading {
  readonly map: RawMap;
  readonly problems: readonly ConfigProblem[];
}

/**
 * Reads YAML into a tree that knows the place of every value. Never throws.
 *
 * It reads what Authelia's reader reads (koanf over Go's yaml.v3): `yaml-scalar.ts` for plain scalars, `yaml-tree.ts` for merge keys,
 * aliases and tags, and only the first document. A key written twice is an error that names both places.
 */
export function readYaml(source: SourceText): YamlReading {
  const locate = createLocator(source);
  const problems: ConfigProblem[] = [];
  const complain: YamlComplaint = ({ severity = 'error', offset, message, hint }) => {
    problems.push({ severity, keyPath: '', message, hint, source: locate(offset) });
  };
  const document = parse(source.text, complain);
  const root = document?.contents && readYamlTree(document, locate, complain);
  if (root?.kind === 'map') return { map: root, problems };
  if (root !== undefined && root !== null && !isNothing(root)) {
    const message = 'The file does not hold keys with values.';
    complain({
      offset: document?.contents?.range[0] ?? 0,
      message,
      hint: 'Write keys with values, such as `theme: dark`.',
    });
  }
  return { map: emptyMap(locate(0)), problems };
}

/** The first document, with its errors told; undefined where there is none or where it has errors. */
function parse(text: string, complain: YamlComplaint): Document.Parsed | undefined {
  const documents = parseAllDocuments(text, {
    version: '1.2',
    schema: 'failsafe',
    // Merge keys and duplicates are looked at in yaml-tree.ts, where both places can be told.
    merge: false,
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: 'silent',
  });
  if ('empty' in documents) return undefined;
  const [document, second] = documents;
  if (document === undefined) return undefined;
  for (const error of document.errors) {
    const quote = unclosedQuote(document, error);
    const explained = explainYamlError(quote === undefined ? error.code : 'UNCLOSED_QUOTE');
    complain({ offset: quote ?? error.pos[0], ...explained });
  }
  if (document.errors.length > 0) return undefined;
  if (second !== undefined) {
    complain({
      severity: 'warning',
      offset: second.range[0],
      message: 'A second document begins here (`---`), which is not read.',
      hint: 'Put it into a file of its own, or remove the `---`.',
    });
  }
  return document;
}

/** Where the quote stands that an error finds missing its counterpart: the parser tells of it at the end of the file only. */
function unclosedQuote(document: Document.Parsed, error: YAMLParseError): number | undefined {
  let offset: number | undefined;
  if (error.code !== 'MISSING_CHAR') return undefined;
  visit(document, {
    Scalar(_, scalar) {
      const isQuoted = scalar.type === 'QUOTE_DOUBLE' || scalar.type === 'QUOTE_SINGLE';
      if (isQuoted && scalar.range?.[1] === error.pos[0]) offset = scalar.range[0];
    },
  });
  return offset;
}

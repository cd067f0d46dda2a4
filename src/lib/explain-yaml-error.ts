import type { ErrorCode } from 'yaml';

interface Saying {
  readonly message: string;
  readonly hint: string | undefined;
}

/**
 * What each error of the YAML parser means to an operator. The parser's own words are never shown: they are made for programmers, and may quote
 * the text around the error.
 */
const sayings: Readonly<Partial<Record<ErrorCode | 'UNCLOSED_QUOTE', Saying>>> = {
  ALIAS_PROPS: {
    message: 'An alias (`*name`) has an anchor or tag of its own.',
    hint: 'Leave only `*name`.',
  },
  BAD_ALIAS: {
    message: 'This alias (`*name`) has no name or one that cannot be used.',
    hint: "Text that starts with `*` must be in quotes: '*.example.com'.",
  },
  BAD_DIRECTIVE: {
    message: 'A line that starts with `%` is no YAML directive known here.',
    hint: 'Remove it, or put text that starts with `%` in quotes.',
  },
  BAD_DQ_ESCAPE: {
    message: 'An escape after `\\` in double quotes is not known.',
    hint: "Write `\\\\` for a backslash, or use single quotes ('…'), in which a backslash is only a backslash.",
  },
  BAD_INDENT: {
    message: 'The indentation does not fit the lines around it.',
    hint: 'Keys of one map begin in the same column; what belongs to a key stands further to the right.',
  },
  BAD_PROP_ORDER: {
    message: 'An anchor or tag stands in the wrong place.',
    hint: 'Put it right before the value.',
  },
  BAD_SCALAR_START: {
    message: 'A value begins with a character that has a meaning of its own in YAML.',
    hint: "Put the value in quotes: '…'.",
  },
  BLOCK_AS_IMPLICIT_KEY: {
    message: 'There is a second `:` in this line, or a map begins where only a value may stand.',
    hint: "Put a value that holds `: ` in quotes: '…'.",
  },
  BLOCK_IN_FLOW: {
    message: 'An indented block stands inside `[…]` or `{…}`.',
    hint: 'Write the list or map either with brackets or with lines of its own.',
  },
  KEY_OVER_1024_CHARS: {
    message: 'A key is longer than 1024 characters.',
    hint: 'Is there a `:` missing, or a quote not closed?',
  },
  MISSING_CHAR: {
    message: 'Something is missing here: a closing quote or bracket, a comma, or a space after `:` or `-`.',
    hint: 'Look at this line and at the one before it.',
  },
  UNCLOSED_QUOTE: {
    message: 'The quote that begins here is never closed.',
    hint: 'Put the same quote at the end of the value.',
  },
  MULTILINE_IMPLICIT_KEY: {
    message: 'This text runs over several lines where a key is expected.',
    hint: 'Is there a `:` missing, or a quote not closed in a line before?',
  },
  MULTIPLE_ANCHORS: { message: 'A value has two anchors (`&name`).', hint: 'Leave one.' },
  MULTIPLE_TAGS: { message: 'A value has two tags (`!name`).', hint: 'Leave one.' },
  RESOURCE_EXHAUSTION: { message: 'The values are nested too deeply.', hint: undefined },
  TAB_AS_INDENT: { message: 'A tab is used for indentation.', hint: 'YAML allows only spaces there.' },
  UNEXPECTED_TOKEN: {
    message: 'Something stands here that does not belong to the value before it.',
    hint: "Look for text after a closing quote, and put values with special characters in quotes: '…'.",
  },
};

const unknownSaying: Saying = {
  message: 'This is not valid YAML.',
  hint: 'Look at this line and at the one before it.',
};

/** Says in plain words what a YAML error is, without any of the text around it. */
export function explainYamlError(code: ErrorCode | 'UNCLOSED_QUOTE'): Saying {
  return sayings[code] ?? unknownSaying;
}

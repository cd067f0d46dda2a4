import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { unfilteredText } from '../sources/source-text.ts';
import type { FilterContext } from './filter.ts';
import { FilterError } from './filter.ts';
import { renderTemplateFilter } from './template.ts';

const folder = mkdtempSync(join(tmpdir(), 'gatehouse-template-'));
writeFileSync(join(folder, 'secret.txt'), 's3cret\n\n');
writeFileSync(join(folder, 'key.pem'), 'one\ntwo');
mkdirSync(join(folder, 'sub'));
writeFileSync(join(folder, 'sub', 'b.yml'), 'b: 1');
writeFileSync(join(folder, 'sub', 'a.yml'), 'a: 1');
writeFileSync(join(folder, 'sub', 'c.txt'), '');

const context: FilterContext = {
  environment: {
    HOME_DOMAIN: 'example.com',
    EMPTY: '',
    AUTHELIA_SESSION_SECRET: 'hidden',
    X_AUTHELIA_TOKEN: 'hidden',
    AUTHELIA_LOG_LEVEL: 'debug',
  },
  workingDirectory: folder,
  randomBytes: () => new Uint8Array(16).fill(0xff),
  now: () => Date.UTC(2026, 10, 22, 13, 5, 9, 120),
};

const render = (text: string) => renderTemplateFilter(unfilteredText('c.yml', text), context).text;
const failure = (text: string) => {
  try {
    render(text);
  } catch (error) {
    if (error instanceof FilterError) return error;
    throw error;
  }
  throw new TypeError('It did not fail.');
};

describe('the language', () => {
  test.each([
    ['plain text: {}', 'plain text: {}'],
    ['a {{ "b" }} c', 'a b c'],
    ['a {{- "b" -}} c', 'abc'],
    ['a\n{{- /* gone */ -}}\n b', 'ab'],
    ['a{{/* {{ gone }} */}}b', 'ab'],
    ['{{ `raw \\n` }}{{ "\\t\\u00e9\\x41" }}', 'raw \\n\té' + 'A'],
    [
      "{{ 'a' }} {{ 0x1F }} {{ 0755 }} {{ -3 }} {{ 1_000 }} {{ 1.50 }} {{ 1e3 }}",
      '97 31 493 -3 1000 1.5 1000',
    ],
    ['{{ true }} {{ print nil }}', 'true <nil>'],
    ['{{ if true }}yes{{ else }}no{{ end }}', 'yes'],
    ['{{ if "" }}1{{ else if 0 }}2{{ else if list }}3{{ else }}4{{ end }}', '4'],
    ['{{ with "x" }}[{{ . }}]{{ else }}none{{ end }}', '[x]'],
    ['{{ with "" }}a{{ else with "y" }}b{{ . }}{{ end }}', 'by'],
    ['{{ range list "a" "b" }}<{{ . }}>{{ end }}', '<a><b>'],
    ['{{ range $i, $v := list "a" "b" }}{{ $i }}{{ $v }} {{ end }}', '0a 1b '],
    ['{{ range $v := list 1 2 }}{{ $v }}{{ end }}', '12'],
    ['{{ range $k, $v := dict "b" 2 "a" 1 }}{{ $k }}={{ $v }};{{ end }}', 'a=1;b=2;'],
    ['{{ range list }}x{{ else }}empty{{ end }}', 'empty'],
    ['{{ range 3 }}{{ . }}{{ end }}', '012'],
    [
      '{{ range iterate 5 }}{{ if eq . 1 }}{{ continue }}{{ end }}{{ if eq . 3 }}{{ break }}{{ end }}{{ . }}{{ end }}',
      '02',
    ],
    ['{{ $x := 1 }}{{ if true }}{{ $x = 2 }}{{ $x := 3 }}{{ $x }}{{ end }}{{ $x }}', '32'],
    ['{{ define "d" }}<{{ . }}>{{ end }}{{ template "d" "x" }}{{ template "d" }}', '<x><<no value>>'],
    ['{{ block "b" "x" }}[{{ . }}{{ $ }}]{{ end }}', '[xx]'],
    ['{{ template "later" 1 }}{{ define "later" }}L{{ . }}{{ end }}', 'L1'],
    ['{{ $m := dict "a" (dict "b" "c") }}{{ $m.a.b }} {{ (dict "x" 1).x }} {{ $m.z }}', 'c 1 <no value>'],
    ['{{ "a,b" | splitList "," | join "-" | upper }}', 'A-B'],
    ['{{ or "" 0 "third" }} {{ and 1 "" 2 }}|{{ and 1 2 }}', 'third |2'],
    ['{{ or true (index list 9) }}', 'true'],
    [
      '{{ not (eq 1 2) }} {{ eq 1 2 3 1 }} {{ ne "a" "b" }} {{ lt 1 2 }} {{ ge "b" "a" }}',
      'true true true true true',
    ],
    ['{{ . }}{{ .anything }}', '<no value><no value>'],
    ['{{"{{"}} {{`}}`}}', '{{ }}'],
    ['{{ if true }}\n  x\n{{ end }}', '\n  x\n'],
    ['{{\n"multi"\n}}', 'multi'],
  ])('%s', (text, expected) => {
    expect(render(text)).toBe(expected);
  });
});

describe('mistakes', () => {
  test.each([
    ['a: 1\nb: {{ nope }}', 2, 7],
    ['{{ $x }}', 1, 4],
    ['{{ if true }}x', 1, 1],
    ['x {{ "open', 1, 6],
    ['x {{ env', 1, 3],
    ['{{/* open', 1, 1],
    ['\n{{ end }}', 2, 4],
    ['{{ else }}', 1, 4],
    ['{{ break }}', 1, 4],
    ['{{ range 3 }}{{ else }}{{ else }}{{ end }}', 1, 27],
    ['{{ template "none" }}', 1, 1],
    ['{{ 1 | 2 }}', 1, 8],
    ['{{ (1 }}', 1, 7],
    ['{{ "a" "b" }}', 1, 4],
    ['{{ index (list 1) 7 }}', 1, 4],
    ['{{ eq 1 "1" }}', 1, 4],
    ['{{ mustEnv "NOT_SET" }}', 1, 4],
    ['{{ fileContent "none.txt" }}', 1, 4],
    ['{{ range "text" }}{{ end }}', 1, 10],
    ['{{ @ }}', 1, 4],
    ['{{ "x".y }}', 1, 7],
    ['{{ "\\q" }}', 1, 4],
    ['{{ nil }}', 1, 4],
    ['{{ }}', 1, 4],
    ['{{ indent 99999 "x" }}', 1, 4],
    ['{{ define "a" }}{{ template "a" }}{{ end }}{{ template "a" }}', 1, 17],
  ])('%s is told with its place', (text, line, column) => {
    expect(failure(text)).toMatchObject({ line, column });
  });

  test('a template that works without end is stopped', () => {
    const loops = `${'{{ range 1000 }}'.repeat(4)}${'{{ end }}'.repeat(4)}`;
    expect(failure(loops).message).toContain('does not come to an end');
    const growing = `{{ $x := "0123456789" }}${'{{ $x = print $x $x $x $x }}{{ $x }}'.repeat(14)}`;
    expect(failure(growing).message).toMatch(/does not come to an end|too long/);
  });

  test('no message holds a value that the template worked on', () => {
    for (const text of [
      '{{ secret "secret.txt" | b64dec }}',
      '{{ secret "secret.txt" | atoi }}',
      '{{ index (secret "secret.txt") "x" }}',
      '{{ eq (secret "secret.txt") 1 }}',
      '{{ (secret "secret.txt").field }}',
      '{{ secret "secret.txt" | fromYaml }}',
    ]) {
      expect(failure(text).message).not.toContain('s3cret');
    }
  });
});

test('each line of the result knows the line that it comes from', () => {
  const text =
    'a: 1\n{{- range list 1 2 }}\nitem: {{ . }}\n{{- end }}\npem: |\n  {{- fileContent "key.pem" | nindent 2 }}\nlast: 1\n';
  const { text: result, lineNumbers } = renderTemplateFilter(unfilteredText('c.yml', text), context);
  expect(result.split('\n').map((line, index) => `${lineNumbers[index]} ${line}`)).toEqual([
    '1 a: 1',
    '3 item: 1',
    '3 item: 2',
    '5 pem: |',
    '6   one',
    '6   two',
    '7 last: 1',
    '8 ',
  ]);
});

test('text without actions comes out as it went in, line by line', () => {
  const line = fc.string({ maxLength: 20 }).map((text) => text.replaceAll(/\{\{|\n/g, ''));
  fc.assert(
    fc.property(fc.array(line, { maxLength: 10 }), (lines) => {
      const source = unfilteredText('c.yml', lines.join('\n'));
      const result = renderTemplateFilter(source, context);
      expect(result.text).toBe(source.text);
      expect(result.lineNumbers).toEqual(source.lineNumbers);
    }),
  );
});

test('whatever is written, it ends: with text, or with an error at a place in the file', () => {
  const piece = fc.constantFrom(
    '{{',
    '}}',
    '{{- ',
    ' -}}',
    '{{/*',
    '*/}}',
    ' ',
    '\n',
    '"',
    '`',
    "'",
    '(',
    ')',
    '|',
    '$',
    '$x',
    ':=',
    '=',
    ',',
    '.',
    '.a',
    '1',
    '-',
    '0x',
    'if',
    'else',
    'end',
    'range',
    'with',
    'define',
    'template',
    'block',
    'break',
    'continue',
    'list',
    'dict',
    'printf',
    'index',
    'and',
    '"a"',
    'true',
    'nil',
    '\\',
    'x',
    'é',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      const text = pieces.join('');
      try {
        expect(typeof render(text)).toBe('string');
      } catch (error) {
        expect(error).toBeInstanceOf(FilterError);
        expect((error as FilterError).line).toBeLessThanOrEqual(text.split('\n').length);
      }
    }),
    { numRuns: 2000 },
  );
});

import { expect, test } from 'vitest';
import { escapeHtml } from '../escape-html.ts';
import { compileTemplate } from './compile-template.ts';
import { TemplateError } from './template-error.ts';

const fields = new Set(['Title', 'Name', 'Empty', 'Details']);
const values = {
  Title: 'A title',
  Name: '<b>{{ .Title }}</b>',
  Empty: '',
  Details: { Time: 'now', Device: 'Firefox' },
};

function write(source: string): string {
  return compileTemplate(source, { fields, escape: escapeHtml })(values);
}

test.each([
  ['no action at all }}', 'no action at all }}'],
  ['{{ .Title }}, {{.Title}}, {{\n.Title }}', 'A title, A title, A title'],
  ['{{ .Name }}', '&lt;b&gt;{{ .Title }}&lt;/b&gt;'],
  ['a {{- .Title -}} b', 'aA titleb'],
  ['a{{/* a comment */}}b{{- /* another */ -}} c', 'abc'],
  ['{{ if .Title }}yes{{ else }}no{{ end }}', 'yes'],
  ['{{ if .Empty }}yes{{ else }}no{{ end }}', 'no'],
  ['{{ if .Empty }}1{{ else if .Title }}2{{ else }}3{{ end }}', '2'],
  ['{{ if and .Title (not .Empty) }}yes{{ end }}', 'yes'],
  ['{{ if eq .Title "A title" }}yes{{ end }}', 'yes'],
  ['{{ with .Title }}({{ . }}){{ end }}', '(A title)'],
  ['{{ range $name, $value := .Details }}{{ $name }}={{ $value }};{{ end }}', 'Device=Firefox;Time=now;'],
  ['{{ range .Details }}{{ . }} {{ $.Title }};{{ else }}none{{ end }}', 'Firefox A title;now A title;'],
  [
    '{{- $keys := sortAlpha (keys .Details) }}{{- range $key := $keys }}\n{{ $key }}: {{ index $.Details $key }}{{ end }}',
    '\nDevice: Firefox\nTime: now',
  ],
  ['{{ .Title | upper | lower }}', 'a title'],
  ['{{ .Empty | default "nothing" }}{{ `raw }}` }}', 'nothingraw }}'],
])('%j is %j', (source, expected) => {
  expect(write(source)).toBe(expected);
});

test.each([
  ['one\n\n{{ .Password }}', 3, 'the placeholder ".Password" is not known'],
  ['{{ $name }}', 1, 'the variable "$name" is not known'],
  ['\n{{ env "HOME" }}', 2, 'the function "env" is not known'],
  ['{{ .Title | sha256sum }}', 1, 'the function "sha256sum" is not known'],
  ['\n{{ if .Title }}', 2, '"if" has no "end"'],
  ['{{ end }}', 1, '"end" closes nothing'],
  ['\n\n{{ .Title', 3, 'an action is not closed'],
  ['{{ define "x" }}{{ end }}', 1, 'the function "define" is not known'],
  ['{{ .Title & }}', 1, '"&" is not understood'],
  ['{{ (.Title }}', 1, 'a parenthesis is not closed'],
  ['{{ .Title .Name }}', 1, '".Name" is not understood here'],
])('%j is told with its line', (source, line, message) => {
  const error = (() => {
    try {
      write(source);
    } catch (thrown) {
      return thrown;
    }
    return undefined;
  })();
  expect(error).toBeInstanceOf(TemplateError);
  expect(error).toMatchObject({ line, message });
});

test('a property of every object is neither placeholder nor value nor function', () => {
  for (const source of ['{{ .constructor }}', '{{ constructor }}', '{{ __proto__ }}']) {
    expect(() => write(source)).toThrow(TemplateError);
  }
  expect(write('{{ index .Details "constructor" }}')).toBe('');
});

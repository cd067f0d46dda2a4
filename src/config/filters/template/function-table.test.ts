import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { unfilteredText } from '../../sources/source-text.ts';
import type { FilterContext } from '../filter.ts';
import { renderTemplateFilter } from '../template.ts';
import { createFunctionTable } from './function-table.ts';

const folder = mkdtempSync(join(tmpdir(), 'gatehouse-functions-'));
writeFileSync(join(folder, 'secret.txt'), 's3cret\n\n');
writeFileSync(join(folder, 'key.pem'), 'one\ntwo\n');
mkdirSync(join(folder, 'sub'));
for (const name of ['b.yml', 'a.yml', 'c.txt', '[x].yml']) writeFileSync(join(folder, 'sub', name), 'k: 1');

const context: FilterContext = {
  environment: {
    DOMAIN: 'example.com',
    AUTHELIA_SESSION_SECRET: 'hidden',
    X_AUTHELIA_TOKEN: 'hidden',
    AUTHELIA_LOG_LEVEL: 'debug',
  },
  workingDirectory: folder,
  randomBytes: () => new Uint8Array(16).fill(0xff),
  now: () => Date.UTC(2026, 10, 22, 13, 5, 9, 120),
};
const render = (text: string) => renderTemplateFilter(unfilteredText('c.yml', text), context).text;

describe.each([
  [
    'env',
    '{{ env "DOMAIN" }}|{{ env "NONE" }}|{{ env "AUTHELIA_SESSION_SECRET" }}|{{ env "AUTHELIA_LOG_LEVEL" }}',
    'example.com|||debug',
  ],
  ['mustEnv', '{{ mustEnv "DOMAIN" }}{{ mustEnv "X_AUTHELIA_TOKEN" }}', 'example.com'],
  [
    'expandenv',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: these are the filter's own
    '{{ expandenv "a.$DOMAIN ${DOMAIN} $$ ${AUTHELIA_SESSION_SECRET}." }}',
    'a.example.com example.com $ .',
  ],
  ['fileContent', '{{ fileContent "key.pem" }}', 'one\ntwo\n'],
  ['secret', '{{ secret "secret.txt" }}', 's3cret'],
  ['mindent', 'k: {{ secret "key.pem" | mindent 2 "|" | msquote }}', 'k: |\n  one\n  two'],
  ['mindent', 'k: {{ secret "secret.txt" | mindent 2 "|" | msquote }}', "k: 's3cret'"],
  ['mquote', '{{ mquote "a" }}{{ mquote "a\\nb" }}', '"a"a\nb'],
  ['urlqueryarg', '{{ urlqueryarg "https://x/?a=1&b=2%203" "b" }}', '2 3'],
  [
    'glob',
    '{{ glob "sub/*.yml" | join "," }} {{ glob "s?b/[ab].yml" | join "," }} {{ glob "sub/\\\\[x].yml" | join "," }}',
    'sub/[x].yml,sub/a.yml,sub/b.yml sub/a.yml,sub/b.yml sub/[x].yml',
  ],
  [
    'walk',
    '{{ range walk "sub" "[ab][.]yml$" true }}{{ .Name }} {{ .Path }} {{ .IsDir }} {{ .Size }};{{ end }}',
    'a.yml sub/a.yml false 4;b.yml sub/b.yml false 4;',
  ],
  ['uuidv4', '{{ uuidv4 }}', 'ffffffff-ffff-4fff-bfff-ffffffffffff'],
  ['b64enc', '{{ b64enc "héllo" }} {{ b64dec "aMOpbGxv" }}', 'aMOpbGxv héllo'],
  ['b32enc', '{{ b32enc "hello" }} {{ b32dec "NBSWY3DP" }} {{ b32enc "hi" }}', 'NBSWY3DP hello NBUQ===='],
  ['sha256sum', '{{ sha256sum "abc" }}', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
  ['sha1sum', '{{ sha1sum "abc" }}', 'a9993e364706816aba3e25717850c26c9cd0d89d'],
  ['sha512sum', '{{ sha512sum "abc" | len }}', '128'],
  ['split', '{{ $p := split "$" "foo$bar$baz" }}{{ $p._1 }}', 'bar'],
  ['splitList', '{{ splitList "," "a,b" }}', '[a b]'],
  [
    'contains',
    '{{ contains "cat" "catch" }} {{ "catch" | hasPrefix "cat" }} {{ hasSuffix "x" "catch" }}',
    'true true false',
  ],
  [
    'trim',
    '[{{ trim " a " }}] {{ trimAll "$" "$5.00$" }} {{ trimPrefix "-" "-hi" }} {{ trimSuffix "-" "hi-" }}',
    '[a] 5.00 hi hi',
  ],
  ['replace', '{{ "I Am $& Here" | replace " " "-" }} {{ replace "a" "$&" "cat" }}', 'I-Am-$&-Here c$&t'],
  ['quote', '{{ quote "a\\"b\\n" nil 1 }} {{ squote "a" "b" }}', '"a\\"b\\n" "1" \'a\' \'b\''],
  ['upper', '{{ upper "aé" }} {{ lower "AÉ" }} {{ title "ab cd" }}', 'AÉ aé AB CD'],
  ['keys', '{{ keys (dict "b" 1 "a" 2) (dict "c" 3) | sortAlpha }}', '[a b c]'],
  ['sortAlpha', '{{ sortAlpha (list "b" "a" 1) }} {{ sortAlpha "x" }}', '[1 a b] [x]'],
  ['list', '{{ list 1 "a" true }} {{ len (list 1 2) }} {{ index (list "a" "b") 1 }}', '[1 a true] 2 b'],
  ['dict', '{{ dict "a" 1 "b" }} {{ get (dict "a" 1) "a" }}[{{ get (dict) "z" }}]', 'map[a:1 b:] 1[]'],
  ['set', '{{ $d := dict }}{{ $_ := set $d "k" "v" }}{{ $d.k }}', 'v'],
  [
    'typeOf',
    '{{ typeOf "a" }} {{ typeOf 1 }} {{ typeOf 1.5 }} {{ typeOf (list) }} {{ typeOf (dict) }} {{ typeIs "bool" true }}',
    'string int float64 []interface {} map[string]interface {} true',
  ],
  [
    'kindOf',
    '{{ kindOf (list) }} {{ kindOf (dict) }} {{ kindIs "int" 1 }} {{ typeIsLike "string" "a" }}',
    'slice map true true',
  ],
  [
    'default',
    '{{ default "x" "" }} {{ "y" | default "x" }} {{ default "x" nil }} {{ default "x" }}',
    'x y x x',
  ],
  ['empty', '{{ empty "" }} {{ empty (list 1) }} {{ empty 0 }}', 'true false true'],
  ['indent', '{{ indent 2 "a\\nb" }}|{{ nindent 1 "a" }}', '  a\n  b|\n a'],
  [
    'deepEqual',
    '{{ deepEqual (list 1 (dict "a" 1)) (list 1 (dict "a" 1)) }} {{ deepEqual 1 "1" }}',
    'true false',
  ],
  [
    'base',
    '{{ base "/a/b.c" }} {{ dir "/a/b.c" }} {{ ext "b.tar.gz" }} {{ clean "a/../b/" }} {{ isAbs "/a" }} {{ base "" }} {{ dir "a" }}',
    'b.c /a .gz b true . .',
  ],
  [
    'osBase',
    '{{ osBase "/a/b" }} {{ osDir "/a/b" }} {{ osExt "a.b" }} {{ osClean "/a//b" }} {{ osIsAbs "a" }}',
    'b /a .b /a/b false',
  ],
  ['fromYaml', '{{ $y := fromYaml "a: {b: [1, x]}" }}{{ index $y.a.b 1 }}', 'x'],
  [
    'toYaml',
    '{{ dict "b" (list 1 "yes") "a" (dict "c" true) | toYamlPretty }}',
    'a:\n  c: true\nb:\n  - 1\n  - yes',
  ],
  [
    'toYaml',
    '{{ toYaml (dict "a" (dict "b" 1)) }}|{{ toYamlCustom (dict "a" (dict "b" 1)) 3 }}',
    'a:\n    b: 1|a:\n   b: 1',
  ],
  [
    'printf',
    '{{ printf "%s|%5d|%-5s|%05.1f|%q|%x|%t|%v|%%|%T" "a" 42 "b" 3.14159 "q\\"" "hi" true (list 1) 1 }}',
    'a|   42|b    |003.1|"q\\""|6869|true|[1]|%|int',
  ],
  [
    'printf',
    '{{ printf "%d" "a" }} {{ printf "%s" }} {{ printf "x" 1 }} {{ printf "%*d|%+d|%x|%08b|%c" 4 7 3 255 5 97 }}',
    '%!d(string=a) %!s(MISSING) x%!(EXTRA int=1)    7|+3|ff|00000101|a',
  ],
  ['print', '{{ print "a" 1 2 "b" }} {{ println 1 "x" }}', 'a1 2b 1 x\n'],
  [
    'html',
    '{{ html "<a href=\'x\'>&" }} {{ js "it\'s <b>" }} {{ urlquery "a b&c/é" }} {{ urlunquery "a+b%26" }}',
    "&lt;a href=&#39;x&#39;&gt;&amp; it\\'s \\u003Cb\\u003E a+b%26c%2F%C3%A9 a b&",
  ],
  [
    'slice',
    '{{ slice "héllo" 0 3 }} {{ slice (list 1 2 3) 1 }} {{ len "é" }} {{ index "A" 0 }}',
    'hé [2 3] 2 65',
  ],
  ['duration', '{{ duration 95 }} {{ duration "3600" }} {{ duration 0 }}', '1m35s 1h0m0s 0s'],
  [
    'dateInZone',
    '{{ dateInZone "2006-01-02 15:04:05.000 -0700 MST" now "UTC" }}',
    '2026-11-22 13:05:09.120 +0000 UTC',
  ],
  [
    'dateInZone',
    '{{ dateInZone "Mon, 2 Jan 06 3:04 PM Z07:00" now "Europe/Paris" }}',
    'Sun, 22 Nov 26 2:05 PM +01:00',
  ],
  [
    'htmlDateInZone',
    '{{ htmlDateInZone 0 "UTC" }} {{ htmlDateInZone now "Pacific/Auckland" }}',
    '1970-01-01 2026-11-23',
  ],
  ['ago', '{{ toDate "2006-01-02T15:04:05Z07:00" "2026-11-22T12:00:00Z" | ago }}', '1h5m9s'],
  [
    'unixEpoch',
    '{{ now | unixEpoch }} {{ mustToDate "2006-01-02 -0700" "2026-01-31 +0200" | unixEpoch }}',
    '1795352709 1769810400',
  ],
])('%s', (_name, template, expected) => {
  test(template, () => {
    expect(render(template)).toBe(expected);
  });
});

test('every function that the documents name is there', () => {
  const named =
    'and call html index slice js len not or print printf println urlquery eq ge gt le lt ne iterate fileContent secret env mustEnv expandenv split splitList join contains hasPrefix hasSuffix lower keys sortAlpha upper title trim trimAll trimSuffix trimPrefix replace quote mquote sha1sum sha256sum sha512sum squote msquote now ago toDate mustToDate date dateInZone htmlDate htmlDateInZone duration unixEpoch b64enc b64dec b32enc b32dec list dict get set isAbs base dir ext clean osBase osClean osDir osExt osIsAbs deepEqual typeOf typeIs typeIsLike kindOf kindIs default empty indent nindent mindent uuidv4 urlunquery urlqueryarg glob walk fromYaml toYaml toYamlPretty toYamlCustom';
  const table = createFunctionTable();
  expect(named.split(' ').filter((name) => !table.has(name))).toEqual([]);
});

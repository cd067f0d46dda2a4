import type { LocaleLanguage, LocalesData } from '../../../shared/api/locales.ts';
import { plainAnswer } from '../../http/plain-answer.ts';
import type { Endpoint } from '../endpoint.ts';
import type { PortalRequest } from '../portal-request.ts';
import type { LocaleTexts } from './locale-texts.ts';
import { serveFile } from './serve-file.ts';
import { createStaticFile, type StaticFile } from './static-file.ts';

const group = { method: 'GET', kind: 'file', guard: 'anyone' } as const;

/** `GET /locales` and `GET /locales/<language>/<namespace>.json` (behaviour.md §1.2): the texts of the pages, for other programs. */
export function localeEndpoints(languages: readonly string[], texts: LocaleTexts): readonly Endpoint[] {
  // Made when first asked for: few ever do, and names of languages cost every start.
  let list: StaticFile | undefined;
  const listed = () => {
    list ??= jsonFile({ status: 'OK', data: listLanguages(languages) });
    return list;
  };
  return [
    { ...group, path: '/locales', handle: (request: PortalRequest) => serveFile(request, listed()) },
    {
      ...group,
      path: '/locales/:language/:file',
      handle(request: PortalRequest) {
        const { language = '', file = '' } = request.parameters;
        const found = file.endsWith('.json') ? texts.find(language, file.slice(0, -5)) : undefined;
        return found === undefined ? plainAnswer(404) : serveFile(request, jsonFile(found));
      },
    },
  ];
}

function jsonFile(value: object) {
  return createStaticFile('texts.json', { identity: Buffer.from(JSON.stringify(value)) });
}

function listLanguages(tags: readonly string[]): LocalesData {
  const languages = tags.map(describeLanguage);
  const first = languages[0] ?? describeLanguage('en');
  return { defaults: { language: first, namespace: 'portal' }, namespaces: ['portal'], languages };
}

function describeLanguage(tag: string): LocaleLanguage {
  const display = new Intl.DisplayNames([tag], { type: 'language' }).of(tag) ?? tag;
  return { display, locale: tag, namespaces: ['portal'] };
}

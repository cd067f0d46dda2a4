import type { RequestListener } from 'node:http';
import { createAdministrators } from '../admin/administrators.ts';
import { createSessionAdministration } from '../admin/session-administration.ts';
import type { Answer } from '../http/answer.ts';
import type { EdgeTrust } from '../http/forwarded.ts';
import { createRequestIds, type RequestIds } from '../http/request-ids.ts';
import { systemRandom } from '../lib/random.ts';
import { apiEndpoints } from './api/api-endpoints.ts';
import { createRouter } from './create-router.ts';
import type { Endpoint } from './endpoint.ts';
import type { BuiltPages } from './files/built-pages.ts';
import { fileEndpoints } from './files/file-endpoints.ts';
import { localeEndpoints } from './files/locale-endpoints.ts';
import { createLocaleTexts } from './files/locale-texts.ts';
import { loadOperatorAssets } from './files/operator-assets.ts';
import { createPageAnswers } from './pages/page-answers.ts';
import { pageEndpoints } from './pages/page-endpoints.ts';
import type { PortalServices } from './portal-services.ts';

/** What the portal is made of; `src/app.ts` puts it together. */
export interface PortalOptions
  extends Omit<PortalServices, 'random' | 'administrators' | 'sessionAdministration'> {
  readonly random?: PortalServices['random'];
  /** Whose forwarded headers are believed. */
  readonly trust: EdgeTrust;
  /** Default: ids of its own. */
  readonly requestIds?: RequestIds;
  /** From `loadBuiltPages`. */
  readonly pages: BuiltPages;
  /** `src/ops/health.ts`. */
  readonly health: () => Answer;
  /** The sub-path of `server.address`: `/`, or without a slash at its end. */
  readonly basePath: string;
}

/** The portal, ready to be put behind a server. */
export interface Portal {
  readonly listener: RequestListener;
  /** All that it answers, for tests that go through every route. */
  readonly endpoints: readonly Endpoint[];
  /** Answers 503 from now on. The server in front of it waits for the requests under way. */
  close(): Promise<void>;
}

/** Puts together the pages, the files behind them and the JSON API. It listens on nothing itself. */
export async function createPortal(options: PortalOptions): Promise<Portal> {
  const { config, pages, log, trust, basePath } = options;
  const services: PortalServices = {
    ...options,
    random: options.random ?? systemRandom,
    administrators: createAdministrators(config.administration),
    sessionAdministration: createSessionAdministration({ ...options, domains: config.session.cookies }),
  };
  const assets = await loadOperatorAssets(config.server.asset_path, log);
  const pageAnswers = createPageAnswers({ pages, assets, config, random: services.random });
  const { module } = pages;
  const endpoints = [
    ...apiEndpoints(services, options.health),
    ...pageEndpoints(services, pageAnswers),
    ...fileEndpoints(pages, assets),
    ...localeEndpoints(module.languages, createLocaleTexts(module, assets)),
  ];
  const settings = {
    trust,
    requestIds: options.requestIds ?? createRequestIds(services.random, trust),
    domains: config.session.cookies,
    basePath,
  };
  const router = await createRouter({ endpoints, services, pages: pageAnswers, settings });
  return { ...router, endpoints };
}

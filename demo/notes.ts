import { randomUUID } from 'node:crypto';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { applicationStyles } from './application-styles.ts';
import { type NotesPageData, renderNotesPage } from './notes-page.ts';
import {
  type NotesPerson,
  type NotesPlace,
  type NotesPortal,
  openNotesPortal,
  type PendingSignIn,
} from './notes-portal.ts';

/** The demonstration's second application: it signs people in by OpenID Connect. */
export interface Notes {
  readonly listener: RequestListener;
  /** Tells it where it is; to be called before anybody comes. */
  settle(place: NotesPlace): void;
}

interface Visit {
  readonly pending?: PendingSignIn;
  readonly person?: NotesPerson;
}

const cookieName = 'notes';
/** The oldest visit makes room for a newer one. */
const mostVisits = 100;

/** Makes it; it remembers who is there for as long as it runs. */
export function createNotes(): Notes {
  const visits = new Map<string, Visit>();
  let place: NotesPlace = { origin: '', portal: '', clientId: '', clientSecret: '' };
  let portal: Promise<NotesPortal> | undefined;

  /** Asked when the first person wants to sign in, and again where that failed. */
  const reachPortal = () => {
    portal ??= openNotesPortal(place).catch((error: unknown) => {
      portal = undefined;
      throw error;
    });
    return portal;
  };
  /** Every step gets a new name: one that somebody put into the browser before is worth nothing. */
  const keep = (response: ServerResponse, visit: Visit) => {
    const [oldest] = visits.keys();
    if (oldest !== undefined && visits.size >= mostVisits) visits.delete(oldest);
    const id = randomUUID();
    visits.set(id, visit);
    response.setHeader('Set-Cookie', `${cookieName}=${id}; HttpOnly; Path=/; SameSite=Lax`);
  };

  const steps: Readonly<Record<string, (visit: Visit, response: ServerResponse, url: URL) => Promise<void>>> =
    {
      async 'POST /sign-in'(_, response) {
        const { pending, url } = await (await reachPortal()).begin();
        keep(response, { pending });
        redirect(response, url);
      },
      async 'GET /callback'({ pending }, response, url) {
        if (pending === undefined) return redirect(response, '/');
        if (url.searchParams.has('error'))
          return showPage({ problem: url.searchParams.get('error') ?? '' }, response);
        keep(response, { person: await (await reachPortal()).finish(url, pending) });
        redirect(response, '/');
      },
      async 'POST /sign-out'({ person }, response) {
        redirect(response, person === undefined ? '/' : (await reachPortal()).signOutUrl(person.idToken));
      },
      async 'GET /'({ person }, response) {
        showPage({ claims: person?.claims }, response);
      },
    };

  function showPage(shown: Partial<NotesPageData>, response: ServerResponse): void {
    const { host } = new URL(place.origin);
    const formAction = `form-action 'self' ${place.portal}`;
    response.setHeader(
      'Content-Security-Policy',
      `default-src 'none'; style-src 'self'; img-src data:; ${formAction}`,
    );
    send(response, 'html', renderNotesPage({ claims: undefined, ...shown, host }));
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', place.origin);
    if (url.pathname === '/styles.css') return send(response, 'css', applicationStyles);
    const step = steps[`${request.method} ${url.pathname}`];
    if (step === undefined) return refuse(response, 404, 'There is nothing here');
    if (request.method === 'POST' && request.headers.origin !== place.origin) {
      return refuse(response, 403, 'This came from another site');
    }
    const id = visitOf(request);
    const visit = visits.get(id) ?? {};
    // Whatever comes of it, a step is taken once; only looking at the page changes nothing.
    if (url.pathname !== '/') visits.delete(id);
    await step(visit, response, url);
  }

  return {
    listener: (request, response) => {
      answer(request, response).catch(() => refuse(response, 502, 'Signing in did not work'));
    },
    settle(settled) {
      place = settled;
    },
  };
}

function visitOf({ headers }: IncomingMessage): string {
  const pairs = (headers.cookie ?? '').split(/;\s*/).map((pair) => pair.split('='));
  return pairs.find(([name]) => name === cookieName)?.[1] ?? '';
}

function redirect(response: ServerResponse, location: string): void {
  response.writeHead(303, { Location: location, 'Cache-Control': 'no-store' }).end();
}

function send(response: ServerResponse, type: 'css' | 'html', body: string): void {
  response.writeHead(200, {
    'Content-Type': `text/${type}; charset=utf-8`,
    'Referrer-Policy': 'same-origin',
    'Cache-Control': 'no-store',
  });
  response.end(body);
}

function refuse(response: ServerResponse, status: number, words: string): void {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' });
  response.end(`${words}\n`);
}

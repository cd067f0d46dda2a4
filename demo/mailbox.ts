import type { RequestListener } from 'node:http';
import { applicationStyles } from './application-styles.ts';
import type { DemoMailServer } from './mail-server.ts';
import { renderMailboxPage } from './mailbox-page.ts';

/** The page that shows the mails. */
export function createMailbox({ mails }: Pick<DemoMailServer, 'mails'>): RequestListener {
  return (request, response) => {
    const isStyles = request.url === '/styles.css';
    const body = isStyles ? applicationStyles : renderMailboxPage(mails());
    response.writeHead(200, {
      'Content-Type': `text/${isStyles ? 'css' : 'html'}; charset=utf-8`,
      'Content-Length': Buffer.byteLength(body),
      'Content-Security-Policy': "default-src 'none'; style-src 'self'; img-src data:",
      'Referrer-Policy': 'no-referrer',
      'Cache-Control': 'no-store',
    });
    response.end(request.method === 'HEAD' ? undefined : body);
  };
}

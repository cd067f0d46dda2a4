import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { startGatehouse } from '../src/app.ts';
import { loadConfig } from '../src/config/load.ts';
import { createLog } from '../src/lib/log.ts';
import { systemRandom } from '../src/lib/random.ts';
import { createApplication } from './application.ts';
import { notesClient, writeDemoFiles } from './demo-files.ts';
import { demoHosts } from './demo-hosts.ts';
import { listenOnLoopback } from './loopback-server.ts';
import { startMailServer } from './mail-server.ts';
import { createMailbox } from './mailbox.ts';
import { createNotes } from './notes.ts';
import { createProxy } from './proxy.ts';

/** A running demonstration. */
export interface Demo {
  /** The port of the proxy, which all addresses share. */
  readonly port: number;
  close(): Promise<void>;
}

/** Where the demonstration writes and listens. */
export interface DemoOptions {
  /** Its configuration, users file and log go there, and nothing goes elsewhere. */
  readonly folder: string;
  /** 0 = any free one. */
  readonly port: number;
}

/** Starts application, Gatehouse and proxy in this process, on loopback alone. Nothing is left open where a part does not start. */
export async function startDemo({ folder, port }: DemoOptions): Promise<Demo> {
  await using opened = new AsyncDisposableStack();
  await mkdir(folder, { recursive: true });
  const application = opened.adopt(await listenOnLoopback(createApplication(), 0), (one) => one.close());
  const mailServer = opened.adopt(await startMailServer(), (one) => one.close());
  const mailbox = opened.adopt(await listenOnLoopback(createMailbox(mailServer), 0), (one) => one.close());
  const notes = createNotes();
  const notesServer = opened.adopt(await listenOnLoopback(notes.listener, 0), (one) => one.close());
  const gatehousePort = await findFreePort();
  const proxy = createProxy({
    gatehouse: `http://127.0.0.1:${gatehousePort}`,
    portalHosts: [demoHosts.portal],
    guardedHosts: [demoHosts.public, demoHosts.app, demoHosts.vault, demoHosts.denied],
    application: `http://127.0.0.1:${application.port}`,
    openHosts: new Map([
      [demoHosts.mail, `http://127.0.0.1:${mailbox.port}`],
      [demoHosts.notes, `http://127.0.0.1:${notesServer.port}`],
    ]),
  });
  opened.defer(() => proxy.close());
  const entrance = opened.adopt(
    await listenOnLoopback((request, response) => void proxy.handle(request, response), port),
    (one) => one.close(),
  );
  notes.settle({
    origin: `http://${demoHosts.notes}:${entrance.port}`,
    portal: `http://${demoHosts.portal}:${entrance.port}`,
    ...notesClient,
  });
  const file = await writeDemoFiles(folder, {
    proxy: entrance.port,
    gatehouse: gatehousePort,
    mail: mailServer.port,
  });
  opened.adopt(await startFrom(file, folder), (one) => one.close());
  const running = opened.move();
  return { port: entrance.port, close: () => running.disposeAsync() };
}

/** Listens for a moment: the configuration has to name the port before Gatehouse listens on it. */
async function findFreePort(): Promise<number> {
  const server = await listenOnLoopback(() => undefined, 0);
  await server.close();
  return server.port;
}

async function startFrom(file: string, folder: string): Promise<{ close(): Promise<void> }> {
  const { config, problems } = await loadConfig({
    files: [file],
    environment: {},
    workingDirectory: folder,
    random: systemRandom,
  });
  if (config === undefined) {
    throw new Error(
      `the demonstration's configuration is wrong: ${problems.map(({ message }) => message).join('; ')}`,
    );
  }
  const output = createWriteStream(join(folder, 'gatehouse.log'));
  const gatehouse = await startGatehouse({ config, log: createLog('info', output) });
  return {
    async close() {
      await gatehouse.close();
      output.end();
      await finished(output);
    },
  };
}

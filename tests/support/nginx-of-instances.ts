import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findFreePort } from './free-port.ts';
import { startProgram } from './running-program.ts';

/** What it stands before. */
interface NginxOfInstancesOptions {
  /** The program. */
  readonly command: string;
  /** An empty folder of its own. */
  readonly folder: string;
  readonly applicationPort: number;
  /** The hosts that the application has. */
  readonly hosts: readonly string[];
  /** The ports of the instances. */
  readonly instances: readonly number[];
}

const configurationOf = ({
  port,
  applicationPort,
  hosts,
  instances,
}: NginxOfInstancesOptions & { readonly port: number }) => `
events {}
http {
  access_log off;
  client_body_temp_path temporary/body; proxy_temp_path temporary/proxy; fastcgi_temp_path temporary/fastcgi;
  uwsgi_temp_path temporary/uwsgi; scgi_temp_path temporary/scgi;
  upstream gatehouse {
    ${instances.map((instance) => `server 127.0.0.1:${instance} max_fails=0;`).join(' ')}
    keepalive 16;
  }
  proxy_http_version 1.1;
  proxy_set_header Connection "";
  server {
    listen 127.0.0.1:${port};
    server_name ${hosts.join(' ')};
    location / { auth_request /authz; proxy_pass http://127.0.0.1:${applicationPort}; }
    location = /authz {
      internal;
      proxy_pass http://gatehouse/api/authz/auth-request;
      proxy_pass_request_body off;
      proxy_set_header Content-Length "";
      proxy_set_header X-Original-Method $request_method;
      proxy_set_header X-Original-URL https://$host$request_uri;
      proxy_set_header X-Forwarded-For $remote_addr;
    }
  }
  server {
    listen 127.0.0.1:${port};
    server_name auth.example.com;
    location / {
      proxy_pass http://gatehouse;
      proxy_next_upstream error timeout non_idempotent;
      proxy_set_header X-Forwarded-Proto https;
      proxy_set_header X-Forwarded-Host auth.example.com;
      proxy_set_header X-Forwarded-For $remote_addr;
    }
  }
}
`;

/**
 * Starts nginx before several instances with the portal at `auth.example.com`, as docs/sessions.md writes it: connections are kept, and the other one is
 * asked where one cannot be reached.
 */
export async function startNginxOfInstances(options: NginxOfInstancesOptions) {
  const { command, folder } = options;
  const port = await findFreePort();
  await mkdir(join(folder, 'temporary'));
  await writeFile(join(folder, 'nginx.conf'), configurationOf({ ...options, port }));
  const settings = 'daemon off; pid nginx.pid; error_log error.log error;';
  const program = await startProgram({
    command,
    arguments: ['-p', folder, '-c', 'nginx.conf', '-g', settings],
    readyPort: port,
  });
  return { port, stop: () => program.stop() };
}

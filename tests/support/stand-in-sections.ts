import { z } from 'zod';
import type { AllSections } from '../../src/config/all-sections.ts';

const text = z.union([z.string(), z.number().int()]).transform(String);
const optionalText = text.optional();
const host = z.strictObject({ address: z.string().optional() });

/** A small configuration of every shape that the loader must know, for tests of the loader itself. */
export const standInSections: AllSections = {
  table: {
    theme: { schema: z.enum(['light', 'dark']).default('light') },
    log: {
      schema: z
        .strictObject({ level: z.enum(['info', 'debug']).default('info'), file_path: optionalText })
        .prefault({}),
    },
    server: {
      schema: z
        .strictObject({
          address: z.string().default('tcp://:9091/'),
          tls: z.strictObject({ key: optionalText, certificate: optionalText }).optional(),
          modes: z.array(text).optional(),
        })
        .prefault({}),
    },
    identity_validation: {
      schema: z
        .strictObject({ reset_password: z.strictObject({ jwt_secret: optionalText }).optional() })
        .prefault({}),
    },
    definitions: {
      schema: z.strictObject({ network: z.record(z.string(), z.array(z.string())).optional() }).prefault({}),
    },
    notifier: {
      schema: z
        .strictObject({ smtp: host.extend({ sender: z.string(), password: optionalText }).optional() })
        .prefault({}),
    },
    storage: {
      schema: z.strictObject({
        encryption_key: z.string().min(20),
        mysql: host.optional(),
        postgres: host.optional(),
      }),
      check(_ready, { report }) {
        report({ path: ['mysql'], severity: 'warning', message: 'A check ran.', hint: 'None.' });
      },
    },
    authentication_backend: {
      schema: z
        .strictObject({
          file: z.strictObject({ path: text, password: z.looseObject({}).optional() }).optional(),
        })
        .prefault({}),
    },
    session: {
      schema: z
        .strictObject({
          name: text.default('authelia_session'),
          secret: optionalText,
          remember_me: text.optional(),
          default_redirection_url: optionalText,
          redis: z
            .strictObject({
              host: z.string(),
              port: z.union([z.number().int().max(65_535), z.string()]).default(6379),
              password: optionalText,
            })
            .optional(),
        })
        .prefault({}),
    },
    identity_providers: {
      schema: z
        .strictObject({
          oidc: z
            .strictObject({
              clients: z.array(
                z.strictObject({ client_id: z.string(), client_secret: z.string().optional() }),
              ),
            })
            .optional(),
        })
        .prefault({}),
    },
  },
  checkAcross: () => {},
  findUnsupported: () => [],
  complete: (config) => config,
};

/** A length of time in milliseconds, as every duration of the ready configuration is (behaviour.md §4.2). */
export type Milliseconds = number;

/** Where to listen or connect (behaviour.md §4.2), ready to use. */
export type Address =
  | {
      readonly kind: 'tcp';
      /** The scheme as written, `tcp` where none was. */
      readonly scheme: string;
      /** Empty = every interface. */
      readonly host: string;
      readonly port: number;
      /** The sub-path, `/` where none was given; never a trailing slash otherwise. */
      readonly path: string;
    }
  | {
      readonly kind: 'unix';
      readonly socketPath: string;
      readonly umask: number | undefined;
      readonly path: string;
    }
  | { readonly kind: 'fd'; readonly descriptor: number; readonly path: string };

/** The TLS object of clients (behaviour.md §4.2). Certificates are PEM text. */
export interface ClientTls {
  readonly server_name: string | undefined;
  readonly skip_verify: boolean;
  readonly minimum_version: TlsVersion;
  readonly maximum_version: TlsVersion;
  readonly private_key: string | undefined;
  readonly certificate_chain: string | undefined;
}

/** The TLS versions as the configuration spells them. */
export type TlsVersion = 'TLS1.0' | 'TLS1.1' | 'TLS1.2' | 'TLS1.3';

/** Names of policies, from the most open to the closed one (behaviour.md §5.2). */
export type PolicyName = 'bypass' | 'one_factor' | 'two_factor' | 'deny';

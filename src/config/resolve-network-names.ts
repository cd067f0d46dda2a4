import type { Config } from './config.ts';
import { isNetwork } from './notations/network.ts';
import type { AccessControlConfig } from './sections/access-control.ts';

type NetworkSections = Pick<Config, 'access_control' | 'definitions'>;

/** The access control with every name of a network replaced by what it stands for. Throws `TypeError` for a name that nothing defines. */
export function resolveNetworkNames(config: NetworkSections): AccessControlConfig {
  const { access_control } = config;
  const rules = access_control.rules.map((rule) => ({
    ...rule,
    networks: networksOfNames(rule.networks, config),
  }));
  return { ...access_control, rules };
}

/** The networks that a list of networks and names of networks stands for. Throws `TypeError` for a name that nothing defines. */
export function networksOfNames(names: readonly string[], config: NetworkSections): readonly string[] {
  return names.flatMap((name) => (isNetwork(name) ? [name] : networksOf(name, config)));
}

function networksOf(name: string, { access_control, definitions }: NetworkSections): readonly string[] {
  const own = access_control.networks?.find((entry) => entry.name === name)?.networks;
  const networks = Object.hasOwn(definitions.network, name) ? definitions.network[name] : own;
  // An empty list would match every address.
  if (networks === undefined || networks.length === 0) throw new TypeError(`network ${name} is not defined`);
  return networks;
}

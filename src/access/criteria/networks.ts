import { compileNetworks } from '../../lib/ip-network.ts';
import { always, type Criterion } from './criterion.ts';

/** `networks`: the client's address lies in one of them; an address that is not known lies in none (behaviour.md §5.2). */
export function compileNetworkCriterion(networks: readonly string[]): Criterion {
  if (networks.length === 0) return always;
  const set = compileNetworks(networks);
  return ({ subject: { address } }) => (address !== undefined && set.has(address) ? 'hit' : 'miss');
}

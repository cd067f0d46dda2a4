import { useEffect, useState } from 'preact/hooks';
import type { PasswordPolicyData } from '../../../shared/api/configuration.ts';
import { askApi } from '../api/ask-api.ts';
import { readEnvelope } from '../api/read-envelope.ts';
import { readPasswordPolicy } from './password-rules.ts';

/** The rules for new passwords: `GET api/configuration/password-policy`; undefined until they are there. */
export function usePasswordPolicy(basePath: string): PasswordPolicyData | undefined {
  const [policy, setPolicy] = useState<PasswordPolicyData>();
  useEffect(() => {
    const load = async () => {
      const answer = await askApi(`${basePath}api/configuration/password-policy`, 'GET');
      if (answer.kind === 'answer') setPolicy(readPasswordPolicy(readEnvelope(answer.body)));
    };
    void load();
  }, [basePath]);
  return policy;
}

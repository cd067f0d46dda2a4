import type { PageProps } from '../page-props.ts';
import { HostName } from './host-name.tsx';
import { RichText } from './rich-text.tsx';

/** The line under a heading that says where the person is going; undefined where that is not known. */
export function wayOn({ data, t }: PageProps) {
  if (data.targetHost === undefined) return undefined;
  return <RichText text={t('continue-to')} values={{ host: <HostName name={data.targetHost} /> }} />;
}

import type { PageData } from '../../../shared/api/page.ts';
import { FlowFields } from './flow-fields.tsx';

/** The hidden fields by which a form sent without script keeps where the person is going, or the flow that goes on. */
export function TargetFields({ data }: { readonly data: PageData }) {
  return (
    <>
      {data.targetUrl !== undefined && <input type="hidden" name="targetURL" value={data.targetUrl} />}
      {data.requestMethod !== undefined && (
        <input type="hidden" name="requestMethod" value={data.requestMethod} />
      )}
      <FlowFields data={data} />
    </>
  );
}

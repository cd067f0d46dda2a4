import type { PageData } from '../../../shared/api/page.ts';

/** The hidden fields by which a form sent without script keeps where the person is going. */
export function TargetFields({ data }: { readonly data: PageData }) {
  return (
    <>
      {data.targetUrl !== undefined && <input type="hidden" name="targetURL" value={data.targetUrl} />}
      {data.requestMethod !== undefined && (
        <input type="hidden" name="requestMethod" value={data.requestMethod} />
      )}
    </>
  );
}

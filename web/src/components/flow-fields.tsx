import type { PageData } from '../../../shared/api/page.ts';

/** What keeps a flow of OpenID Connect in a form that is sent without script. */
export function FlowFields({ data: { flowId } }: { readonly data: PageData }) {
  if (flowId === undefined) return null;
  return (
    <>
      <input type="hidden" name="flow" value="openid_connect" />
      <input type="hidden" name="flowID" value={flowId} />
    </>
  );
}

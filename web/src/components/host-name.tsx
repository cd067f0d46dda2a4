/** A host or another technical name inside a sentence: it reads from left to right and may break anywhere. */
export function HostName({ name }: { readonly name: string }) {
  return (
    <bdi class="host" dir="ltr">
      {name}
    </bdi>
  );
}

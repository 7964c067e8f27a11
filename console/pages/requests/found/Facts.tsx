/** Lines of a name and a value. */
export function Facts(props: { readonly lines: readonly { readonly label: string; readonly value: string }[] }) {
  return (
    <dl className="fields">
      {props.lines.map(({ label, value }) => (
        <div key={label}>
          <dt>
            <bdi>{label}</bdi>
          </dt>
          <dd>
            <bdi>{value}</bdi>
          </dd>
        </div>
      ))}
    </dl>
  );
}

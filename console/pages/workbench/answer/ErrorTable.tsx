import type { AnswerError } from '../../../../client/index.js';
import { ReadTable } from '../../../parts/table/ReadTable.js';
import { workbenchTexts } from '../../../texts/workbench.js';

const texts = workbenchTexts.errors;

/** All that the server says went wrong. */
export function ErrorTable({ errors }: { readonly errors: readonly AnswerError[] }) {
  return (
    <ReadTable caption={texts.caption} heads={[texts.code, texts.place, texts.message, texts.hint]}>
      <tbody>
        {errors.map((error, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: errors have no identity, and their order is the answer's
          <tr key={index}>
            <th scope="row" className="mono">
              {error.extensions.code}
            </th>
            <td className="mono">
              <bdi>{placeOf(error)}</bdi>
            </td>
            <td>
              <bdi>{error.message}</bdi>
            </td>
            <td>
              <bdi>{error.extensions.hint}</bdi>
            </td>
          </tr>
        ))}
      </tbody>
    </ReadTable>
  );
}

function placeOf({ path, extensions, ...rest }: AnswerError): string {
  const { locations = [] } = rest as {
    readonly locations?: readonly { readonly line: number; readonly column: number }[];
  };
  const lines = locations.map(({ line, column }) => `${line}:${column}`);
  return [...(path ? [path.join('.')] : []), ...(extensions.at ? [extensions.at] : []), ...lines].join(' ');
}

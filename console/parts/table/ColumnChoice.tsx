import { Button, Checkbox, CheckboxGroup, Dialog, DialogTrigger, Popover } from 'react-aria-components';
import { tableTexts as texts } from '../../texts/table.js';

/** Which columns are in sight; at least one stays. */
export function ColumnChoice(props: {
  readonly columns: readonly { readonly id: string; readonly title: string }[];
  readonly shown: readonly string[];
  onShown(ids: readonly string[]): void;
  /** Said below them, e.g. which there are besides. */
  readonly note?: string | undefined;
}) {
  const { columns, shown, onShown, note } = props;
  // In the order of the columns, not of the clicks.
  const change = (ids: readonly string[]) => onShown(columns.map(({ id }) => id).filter((id) => ids.includes(id)));
  return (
    <DialogTrigger>
      <Button className="button quiet">{texts.columns}</Button>
      <Popover className="popover" placement="bottom end">
        <Dialog className="column-choice" aria-label={texts.columns}>
          <CheckboxGroup aria-label={texts.columns} value={[...shown]} onChange={change}>
            {columns.map(({ id, title }) => (
              <Checkbox key={id} value={id} className="tick" isDisabled={shown.length === 1 && shown[0] === id}>
                <span className="tick-box" aria-hidden="true" />
                {title}
              </Checkbox>
            ))}
          </CheckboxGroup>
          {note !== undefined && <p className="small">{note}</p>}
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}

import { Button, Label, ListBox, ListBoxItem, Popover, Select, SelectValue } from 'react-aria-components';

/** What can be chosen. */
export interface ChoiceOption {
  readonly id: string;
  readonly text: string;
  /** Said below it. */
  readonly note?: string;
}

/** A list to choose one of. */
export function Choice(props: {
  readonly label: string;
  readonly value: string;
  onChange(id: string): void;
  readonly options: readonly ChoiceOption[];
}) {
  const { label, value, onChange, options } = props;
  return (
    <Select className="choice" value={value} onChange={(key) => onChange(String(key))}>
      <Label>{label}</Label>
      <Button className="button choice-button">
        <SelectValue>{() => options.find(({ id }) => id === value)?.text ?? ''}</SelectValue>
        <span aria-hidden="true" className="arrow" />
      </Button>
      <Popover className="popover">
        <ListBox className="options" items={options}>
          {({ id, text, note }) => (
            <ListBoxItem id={id} textValue={text} className="option">
              <span className="option-text">{text}</span>
              {note !== undefined && <span className="option-note">{note}</span>}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </Select>
  );
}

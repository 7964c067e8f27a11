import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import { workbenchTexts as texts } from '../../texts/workbench.js';
import { type Example, examples } from './question/examples.js';

/** Questions to begin with. */
export function Examples({ onChoose }: { readonly onChoose: (example: Example) => void }) {
  return (
    <MenuTrigger>
      <Button className="button choice-button">
        {texts.example}
        <span aria-hidden="true" className="arrow" />
      </Button>
      <Popover className="popover" placement="bottom end">
        <Menu
          className="options"
          onAction={(key) => {
            const chosen = examples.find(({ id }) => id === key);
            if (chosen) onChoose(chosen);
          }}
        >
          {examples.map(({ id }) => (
            <MenuItem key={id} id={id} textValue={texts.examples[id].title} className="option">
              <span className="option-text">{texts.examples[id].title}</span>
              <span className="option-note">{texts.examples[id].note}</span>
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}

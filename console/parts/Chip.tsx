import { Button, Dialog, DialogTrigger, Popover } from 'react-aria-components';
import { partTexts as texts } from '../texts/parts.js';
import type { CellOrigin, Kept } from './why/cellOrigin.js';
import { Why } from './why/Why.js';

/**
 * What stands where a value is not shown in full: what it is, and on request why and whom to ask. Printed, it says why itself.
 *
 * @param field what the field is called; several with commas between them where one answer is that of all
 */
export function Chip(props: { readonly of: Kept; readonly field: string; readonly origin?: CellOrigin | undefined }) {
  const { of, field, origin } = props;
  const words = texts.chips[of.state];
  return (
    <DialogTrigger>
      <Button className={`chip chip-${of.state}`} aria-label={`${field}: ${words}`}>
        {words}
        <span className="only-print-inline">
          {texts.chipPrinted(texts.reasons[of.reason] ?? of.reason, of.contact)}
        </span>
      </Button>
      <Popover className="popover" placement="bottom start" {...within()}>
        <Dialog className="why" aria-label={texts.chipWhy(field, words)}>
          <Why of={of} field={field} origin={origin} />
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}

/** In the page's main part, so that nothing lies outside of its landmarks. */
const within = () => {
  const main = document.getElementById('content');
  return main ? { UNSTABLE_portalContainer: main } : {};
};

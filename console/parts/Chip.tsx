import { useState } from 'react';
import { Button, Dialog, DialogTrigger, Popover } from 'react-aria-components';
import type { CellState } from '../../client/index.js';
import { useSession } from '../shell/session.js';
import { partTexts as texts } from '../texts/parts.js';

type Kept = Extract<CellState, { state: 'masked' | 'withheld' | 'hit' }>;

/** What stands where a value is not shown in full: what it is, and on request why and whom to ask. */
export function Chip({ of, field }: { readonly of: Kept; readonly field: string }) {
  return (
    <DialogTrigger>
      <Button className={`chip chip-${of.state}`} aria-label={`${field}: ${texts.chips[of.state]}`}>
        {texts.chips[of.state]}
      </Button>
      <Popover className="popover" placement="bottom start">
        <Dialog className="why" aria-label={texts.chipWhy(texts.chips[of.state])}>
          <Why of={of} field={field} />
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}

function Why({ of, field }: { readonly of: Kept; readonly field: string }) {
  const { statement } = useSession();
  const [isCopied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(texts.requestFor(field, of.category, statement.purpose));
    setCopied(true);
  };
  return (
    <>
      <dl className="fields">
        <dt>{texts.because.reason}</dt>
        <dd>{texts.reasons[of.reason] ?? of.reason}</dd>
        <dt>{texts.because.category}</dt>
        <dd className="code">{of.category}</dd>
        <dt>{texts.because.ask}</dt>
        <dd>{of.ask}</dd>
        {of.contact !== undefined && (
          <>
            <dt>{texts.because.contact}</dt>
            <dd>
              <bdi>{of.contact}</bdi>
            </dd>
          </>
        )}
      </dl>
      <p className="actions">
        <Button className="button quiet" onPress={copy}>
          {isCopied ? texts.because.copied : texts.because.copy}
        </Button>
        <a href={`#/help/${of.state}`}>{texts.because.help}</a>
      </p>
    </>
  );
}

import { Button, Dialog, DialogTrigger, Popover } from 'react-aria-components';
import { Explained } from '../../../parts/why/Why.js';
import { listTexts } from '../../../texts/lists.js';
import type { ListDatum, ListKind } from '../kinds/kind.js';

const texts = listTexts.filters;

/** On request, why a datum is not for this viewer, and what would change it. It is the policy that is asked, no record. */
export function WhyNot({ kind, datum }: { readonly kind: ListKind; readonly datum: Pick<ListDatum, 'id' | 'of'> }) {
  const why = texts.why(listTexts.title(datum.id, kind.id));
  return (
    <DialogTrigger>
      <Button className="button quiet" aria-label={why}>
        {texts.whyShort}
      </Button>
      <Popover className="popover" placement="bottom start">
        <Dialog className="why" aria-label={why}>
          <dl className="fields">
            <Explained origin={{ coordinate: `${kind.type}.${datum.of ?? datum.id}` }} contact={undefined} />
          </dl>
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}

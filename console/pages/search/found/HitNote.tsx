import { CopyButton } from '../../../parts/controls/CopyButton.js';
import { searchTexts } from '../../../texts/search.js';

const texts = searchTexts.hit;

/** Whom to ask about a hit, and the reference by which they find its record. */
export function HitNote({ reference, contact }: { readonly reference: string; readonly contact: string | undefined }) {
  return (
    <>
      <p>
        <bdi>{contact === undefined ? texts.askNobody : texts.ask(contact)}</bdi>
      </p>
      <p className="actions">
        <code className="reference">{reference}</code>
        <CopyButton label={texts.copy} text={() => reference} isQuiet />
      </p>
      <p className="small">{texts.lasts}</p>
    </>
  );
}

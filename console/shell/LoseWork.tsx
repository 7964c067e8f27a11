import '../styles/dialog.css';
import { type ReactNode, useCallback, useEffect, useState } from 'react';
import { Button, Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { shellTexts } from '../texts/shell.js';
import { orAsk, saveUnsaved, watchUnload } from './unsaved.js';

const texts = shellTexts.unsaved;

/** What is asked before work is lost that is on the page alone. */
interface LosingWork {
  /** Does at once what would lose it, or asks first where there is some. */
  orStay(lose: () => void): void;
  /** Asks before the page forgets it. */
  warn(): void;
  readonly question: ReactNode;
}

/** Asks before work that is on the page alone is lost, by whatever loses it. */
export function useLoseWork(): LosingWork {
  // Without `lose` it is time that would lose it.
  const [asks, setAsks] = useState<{ readonly lose?: () => void }>();
  useEffect(() => watchUnload(window), []);
  const orStay = useCallback((go: () => void) => orAsk(go, (lose) => setAsks({ lose })), []);
  const warn = useCallback(() => setAsks((now) => now ?? {}), []);
  const thenClose = (then?: () => void) => () => {
    setAsks(undefined);
    then?.();
  };
  const question = asks && (
    <LoseWork stay={thenClose()} save={thenClose(saveUnsaved)} lose={asks.lose && thenClose(asks.lose)} />
  );
  return { orStay, warn, question };
}

function LoseWork({ stay, save, lose }: { stay(): void; save(): void; readonly lose: (() => void) | undefined }) {
  return (
    <ModalOverlay className="overlay" isOpen onOpenChange={stay}>
      <Modal className="modal">
        <Dialog role="alertdialog" className="over-page">
          <Heading slot="title">{texts.heading}</Heading>
          <p>{lose ? texts.about : texts.soon}</p>
          <p className="actions">
            <Button className="button main" onPress={stay} autoFocus>
              {texts.stay}
            </Button>
            <Button className="button" onPress={save}>
              {texts.save}
            </Button>
            {lose && (
              <Button className="button" onPress={lose}>
                {texts.lose}
              </Button>
            )}
          </p>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

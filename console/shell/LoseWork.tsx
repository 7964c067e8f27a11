import '../styles/dialog.css';
import { Button, Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { shellTexts } from '../texts/shell.js';

const texts = shellTexts.unsaved;

/** Asks before work that is on the page alone is lost. */
export function LoseWork({ lose, stay }: { lose(): void; stay(): void }) {
  return (
    <ModalOverlay className="overlay" isOpen onOpenChange={stay}>
      <Modal className="modal">
        <Dialog role="alertdialog" className="over-page">
          <Heading slot="title">{texts.heading}</Heading>
          <p>{texts.about}</p>
          <p className="actions">
            <Button className="button main" onPress={stay} autoFocus>
              {texts.stay}
            </Button>
            <Button className="button" onPress={lose}>
              {texts.lose}
            </Button>
          </p>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

import '../../styles/dialog.css';
import type { ReactNode } from 'react';
import { Button, Dialog, DialogTrigger, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { partTexts } from '../../texts/parts.js';

/** A small button that opens something over the page, which takes the focus until it is closed. */
export function OverPage(props: {
  readonly label: string;
  /** What the button says to whom cannot see where it stands. */
  readonly name: string;
  readonly title: string;
  /** What is typed in it is not lost by a press beside it. */
  readonly isForm?: boolean;
  readonly children: (close: () => void) => ReactNode;
}) {
  const { label, name, title, isForm = false, children } = props;
  return (
    <DialogTrigger>
      <Button className="button quiet small-button not-print" aria-label={name}>
        {label}
      </Button>
      <ModalOverlay className="overlay" isDismissable={!isForm}>
        <Modal className="modal">
          <Dialog className="over-page">
            {({ close }) => (
              <>
                <header className="page-head">
                  <Heading slot="title">{title}</Heading>
                  <Button className="button quiet" onPress={close} autoFocus={!isForm}>
                    {partTexts.dialogClose}
                  </Button>
                </header>
                {children(close)}
              </>
            )}
          </Dialog>
        </Modal>
      </ModalOverlay>
    </DialogTrigger>
  );
}

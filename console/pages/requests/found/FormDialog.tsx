import type { ReactNode } from 'react';
import { Button, Dialog, DialogTrigger, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { partTexts } from '../../../texts/parts.js';
import { requestTexts } from '../../../texts/requests.js';

/** A button that opens a form, which closes it. */
export function FormDialog(props: {
  readonly label: string;
  /** What it is about, for whom cannot see where the button stands. */
  readonly of: string;
  readonly title: string;
  readonly children: (close: () => void) => ReactNode;
}) {
  const { label, of, title, children } = props;
  return (
    <DialogTrigger>
      <Button className="button quiet small-button" aria-label={requestTexts.buttonOf(label, of)}>
        {label}
      </Button>
      <ModalOverlay className="overlay" isDismissable>
        <Modal className="modal">
          <Dialog className="line-dialog">
            {({ close }) => (
              <>
                <header className="page-head">
                  <Heading slot="title">{title}</Heading>
                  <Button className="button quiet" onPress={close}>
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

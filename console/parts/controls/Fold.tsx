import type { ReactNode } from 'react';
import { Button, Disclosure, DisclosurePanel, Heading } from 'react-aria-components';

/** What is asked, and shown, once it is opened. Printed only where it is open. */
export function Fold(props: {
  readonly title: string;
  readonly level?: 2 | 3;
  /** Said beside the title, also while it is closed. */
  readonly note?: ReactNode;
  /** Whether it is open, where somebody else remembers that. */
  readonly isOpen?: boolean;
  onOpen?(isOpen: boolean): void;
  readonly className?: string;
  readonly children: () => ReactNode;
}) {
  const { title, level = 2, note, isOpen, onOpen, className, children } = props;
  const remembered = isOpen === undefined ? {} : { isExpanded: isOpen };
  return (
    <Disclosure
      className={className === undefined ? 'fold' : `fold ${className}`}
      onExpandedChange={(isNow) => onOpen?.(isNow)}
      {...remembered}
    >
      {({ isExpanded }) => (
        <>
          <Heading level={level}>
            <Button slot="trigger" className="fold-title">
              <span aria-hidden="true" className="arrow" />
              {title}
            </Button>
          </Heading>
          {note !== undefined && <p className="small">{note}</p>}
          <DisclosurePanel>{isExpanded && children()}</DisclosurePanel>
        </>
      )}
    </Disclosure>
  );
}

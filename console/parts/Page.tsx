import { type ReactNode, useEffect, useRef } from 'react';
import { shellTexts } from '../texts/shell.js';

/** A page: its heading, which takes the focus when the page is opened, actions beside it, and what is below. */
export function Page(props: {
  readonly title: ReactNode;
  /** The tab's title where `title` is no text. Never a value of a record: other programs see it. */
  readonly tab?: string;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}) {
  const { title, tab = typeof title === 'string' ? title : '', actions, children } = props;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = tab === '' ? shellTexts.product : `${tab} · ${shellTexts.product}`;
    heading.current?.focus({ preventScroll: true });
    scrollTo(0, 0);
  }, [tab]);
  return (
    <>
      <header className="page-head">
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {actions && <div className="actions">{actions}</div>}
      </header>
      {children}
    </>
  );
}

import { type ReactNode, useEffect, useRef, useState } from 'react';

/** What may be wider than the page, and then scrolls within itself: reached by the keyboard, under a name. */
export function Wide({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  const area = useRef<HTMLDivElement>(null);
  const [isCut, setCut] = useState(false);
  useEffect(() => {
    const element = area.current;
    if (!element) return;
    const measure = () => setCut(element.scrollWidth > element.clientWidth);
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    for (const child of element.children) observer.observe(child);
    return () => observer.disconnect();
  }, []);
  const reached = isCut ? ({ role: 'group', tabIndex: 0, 'aria-label': label } as const) : {};
  return (
    <div ref={area} className="wide" {...reached}>
      {children}
    </div>
  );
}

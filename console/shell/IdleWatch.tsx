import { useEffect, useRef, useState } from 'react';
import { shellTexts } from '../texts/shell.js';
import { idleState, isWorking, nextLookMs } from './idle.js';
import { isUnsaved } from './unsaved.js';

const touches = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'scroll'] as const;

/**
 * Ends what is shown where nobody touches the page, and says so a minute before: any key keeps it. Of work that would be lost it says so
 * earlier, by what stays until it is answered.
 */
export function IdleWatch({ onUnsaved, onEnd }: { onUnsaved(): void; onEnd(): void }) {
  const [isWarned, setWarned] = useState(false);
  const told = useRef({ onUnsaved, onEnd });
  told.current = { onUnsaved, onEnd };
  useEffect(() => {
    let touchedAt = Date.now();
    let timer: ReturnType<typeof setTimeout>;
    const look = () => {
      clearTimeout(timer);
      if (isWorking()) touchedAt = Date.now();
      const since = Date.now() - touchedAt;
      const state = idleState(since);
      if (state === 'over') return told.current.onEnd();
      if (state !== 'touched' && isUnsaved()) told.current.onUnsaved();
      setWarned(state === 'warned');
      timer = setTimeout(look, nextLookMs(since));
    };
    const touched = () => {
      // A machine that slept runs its timers late: who comes back first is not taken for who left.
      if (idleState(Date.now() - touchedAt) === 'over' && !isWorking()) return told.current.onEnd();
      touchedAt = Date.now();
      setWarned(false);
    };
    look();
    for (const touch of touches) addEventListener(touch, touched, { capture: true, passive: true });
    document.addEventListener('visibilitychange', look);
    return () => {
      clearTimeout(timer);
      for (const touch of touches) removeEventListener(touch, touched, { capture: true });
      document.removeEventListener('visibilitychange', look);
    };
  }, []);
  return (
    <div role="alert" className="idle">
      {isWarned && <p>{shellTexts.ended.soon}</p>}
    </div>
  );
}

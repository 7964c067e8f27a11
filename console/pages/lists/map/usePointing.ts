import { type PointerEvent, useEffect, useRef, useState } from 'react';
import { HEIGHT, type Point, WIDTH } from './drawnIn.js';

/** Fewer pixels are a click. */
const LEAST_PX = 6;

/** A click on what has a code, and a box that is drawn, in units of the picture. */
export function usePointing(look: (from: Point, to: Point) => void, pick: (code: string) => void) {
  const area = useRef<SVGSVGElement>(null);
  const [ends, setEnds] = useState<{ readonly from: Point; readonly to: Point }>();
  const at = ({ clientX, clientY }: PointerEvent): Point => {
    const { left, top, width, height } = area.current?.getBoundingClientRect() ?? new DOMRect();
    return [((clientX - left) / width) * WIDTH, ((clientY - top) / height) * HEIGHT];
  };
  useEffect(() => {
    const stop = (event: KeyboardEvent) => event.key === 'Escape' && setEnds(undefined);
    addEventListener('keydown', stop);
    return () => removeEventListener('keydown', stop);
  }, []);
  const size = ends && { x: Math.abs(ends.to[0] - ends.from[0]), y: Math.abs(ends.to[1] - ends.from[1]) };
  const isBox = size !== undefined && Math.max(size.x, size.y) > LEAST_PX;
  return {
    area,
    drawn: isBox && {
      x: Math.min(ends?.from[0] ?? 0, ends?.to[0] ?? 0),
      y: Math.min(ends?.from[1] ?? 0, ends?.to[1] ?? 0),
      width: size.x,
      height: size.y,
    },
    onPointerDown: (event: PointerEvent) => {
      if (event.button === 0) setEnds({ from: at(event), to: at(event) });
    },
    onPointerMove: (event: PointerEvent) => ends && setEnds({ ...ends, to: at(event) }),
    onPointerUp: (event: PointerEvent) => {
      if (!ends) return;
      setEnds(undefined);
      const code = event.target instanceof SVGElement ? event.target.dataset.code : undefined;
      if (isBox) look(ends.from, ends.to);
      else if (code !== undefined) pick(code);
    },
    onPointerLeave: () => setEnds(undefined),
  };
}

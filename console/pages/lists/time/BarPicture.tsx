import { type PointerEvent, useState } from 'react';
import { numberWords } from '../../../parts/words.js';
import { listTexts } from '../../../texts/lists.js';
import type { Bar } from './barsOf.js';
import { ticksOf } from './ticksOf.js';

const texts = listTexts.overTime;
/** Height of the picture in its own units. */
const HEIGHT = 100;

/** Bars over a time. Drawn over, they narrow the list; the table of numbers and the fields of the filter do the same by keyboard. */
export function BarPicture(props: {
  readonly bars: readonly Bar[];
  readonly title: string;
  readonly narrow: ((first: string, last: string) => void) | undefined;
  /** Whether one bar is narrowed to, and never several. */
  readonly isSingle: boolean;
}) {
  const { bars, title, narrow, isSingle } = props;
  const [drawn, setDrawn] = useState<readonly [number, number]>();
  const most = Math.max(...bars.map(({ rows }) => rows), 1);
  const [first, last] = [bars[0]?.begins ?? '', bars.at(-1)?.begins ?? ''];
  const barAt = ({ currentTarget, clientX }: PointerEvent): number => {
    const { left, width } = currentTarget.getBoundingClientRect();
    return Math.min(Math.max(Math.floor(((clientX - left) / width) * bars.length), 0), bars.length - 1);
  };
  const begin = (event: PointerEvent) => {
    if (!narrow || event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    setDrawn([barAt(event), barAt(event)]);
  };
  const end = () => {
    const [from, to] = drawn ? [Math.min(...drawn), Math.max(...drawn)] : [];
    setDrawn(undefined);
    const [begins, ends] = [bars[from ?? -1]?.begins, bars[to ?? -1]?.begins];
    if (begins !== undefined && ends !== undefined) narrow?.(begins, ends);
  };
  return (
    <figure>
      <div
        className={narrow ? 'list-plot-area list-narrows' : 'list-plot-area'}
        onPointerDown={begin}
        onPointerMove={(event) => drawn && setDrawn([isSingle ? barAt(event) : drawn[0], barAt(event)])}
        onPointerUp={end}
        onPointerCancel={() => setDrawn(undefined)}
      >
        <span className="small list-plot-most" aria-hidden="true">
          {numberWords(most)}
        </span>
        <svg
          className="list-bars"
          viewBox={`0 0 ${bars.length} ${HEIGHT}`}
          preserveAspectRatio="none"
          role="img"
          aria-label={texts.picture(title, first, last, numberWords(most))}
        >
          {bars.map(({ begins, rows }, index) => {
            const height = rows === 0 ? 0 : Math.max((rows / most) * HEIGHT, 1.5);
            return (
              <g key={begins}>
                <rect className="list-bar" x={index + 0.08} width={0.84} y={HEIGHT - height} height={height} />
                <rect className="list-bar-room" x={index} width={1} y={0} height={HEIGHT}>
                  <title>{listTexts.map.rows(begins, numberWords(rows))}</title>
                </rect>
              </g>
            );
          })}
          {drawn && (
            <rect
              className="list-drawn"
              x={Math.min(...drawn)}
              width={Math.abs(drawn[1] - drawn[0]) + 1}
              y={0}
              height={HEIGHT}
            />
          )}
        </svg>
      </div>
      <div className="small list-plot-axis" aria-hidden="true">
        {ticksOf(bars.map(({ begins }) => begins)).map(({ at, text }) => (
          <span key={text} className="list-tick" style={{ insetInlineStart: `${((at + 0.5) / bars.length) * 100}%` }}>
            {text}
          </span>
        ))}
      </div>
      {narrow && <figcaption className="small not-print">{isSingle ? texts.hintOne : texts.hint}</figcaption>}
    </figure>
  );
}

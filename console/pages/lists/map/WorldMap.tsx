import type { GeoProjection } from 'd3-geo';
import { useMemo, useState } from 'react';
import { Button } from 'react-aria-components';
import { countryName, numberWords } from '../../../parts/words.js';
import { listTexts } from '../../../texts/lists.js';
import type { Box } from '../filters/terms.js';
import { drawnIn, HEIGHT, isDrawn, type Outline, type Point, WIDTH } from './drawnIn.js';
import { type Mark, stepOf, stepsOf } from './marks.js';
import { usePointing } from './usePointing.js';
import { bounded, scaled, viewAround, wholeWorld } from './view.js';

const texts = listTexts.map;

/** Rows by country as shades, or by place as circles. Beside it the filter's list has the same, for whom cannot see or point. */
export function WorldMap(props: {
  readonly marks: readonly Mark[];
  readonly by: 'country' | 'unlocode';
  readonly title: string;
  /** Codes that the list is narrowed to. */
  readonly picked: readonly string[];
  readonly pick: ((code: string) => void) | undefined;
  /** Narrows to a box; undefined: the graph does not. */
  readonly keep: ((view: Box) => void) | undefined;
}) {
  const { marks, by, title, picked, pick, keep } = props;
  const [chosen, setChosen] = useState<Box>();
  const around = useMemo(() => (by === 'country' ? wholeWorld : viewAround(marks)), [by, marks]);
  const view = chosen ?? around;
  const { projection, outlines } = useMemo(() => drawnIn(view), [view]);
  const steps = stepsOf(Math.max(...marks.map(({ rows }) => rows), 1));
  const small = by === 'country' ? marks.filter(({ code }) => !isDrawn(code)) : [];
  const byCode = new Map(marks.map((mark) => [mark.code, mark]));
  const inSight = (): Box => {
    const [west = 0, north = 0] = projection.invert?.([0, 0]) ?? [];
    const [east = 0, south = 0] = projection.invert?.([WIDTH, HEIGHT]) ?? [];
    return bounded({ south, west, north, east });
  };
  const look = (from: Point, to: Point) => {
    const [a, b] = [projection.invert?.([...from]), projection.invert?.([...to])];
    if (!a || !b) return;
    const [west, east] = [Math.min(a[0], b[0]), Math.max(a[0], b[0])];
    setChosen(bounded({ south: Math.min(a[1], b[1]), west, north: Math.max(a[1], b[1]), east }));
  };
  const { area, drawn, ...pointing } = usePointing(look, (code) => byCode.has(code) && pick?.(code));
  return (
    <figure>
      <svg
        ref={area}
        className={pick ? 'list-world list-narrows' : 'list-world'}
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="img"
        aria-label={texts.picture(title, numberWords(marks.length))}
        {...pointing}
      >
        <Countries outlines={outlines} shades={by === 'country' ? byCode : none} {...{ steps, picked }} />
        {by === 'unlocode' && <Places {...{ marks, projection, steps, picked }} />}
        {drawn && <rect className="list-drawn" {...drawn} />}
      </svg>
      <figcaption className="list-map-below">
        <Legend steps={steps} by={by} />
        <span className="small">{pick ? texts.hint : texts.hintShown}</span>
        <span className="actions">
          <Button className="button quiet" onPress={() => setChosen(scaled(view, 0.5))}>
            {texts.closer}
          </Button>
          <Button className="button quiet" onPress={() => setChosen(scaled(view, 2))}>
            {texts.farther}
          </Button>
          <Button className="button quiet" onPress={() => setChosen(wholeWorld)}>
            {texts.world}
          </Button>
          {keep && (
            <Button className="button quiet" onPress={() => keep(inSight())}>
              {texts.keep}
            </Button>
          )}
        </span>
        {small.length > 0 && (
          <span className="small">
            {texts.tooSmall(small.map((mark) => texts.rows(countryName(mark.code), rowWords(mark))).join(', '))}
          </span>
        )}
      </figcaption>
    </figure>
  );
}

const none: ReadonlyMap<string, Mark> = new Map();
type Steps = ReturnType<typeof stepsOf>;

function Countries(props: {
  readonly outlines: readonly Outline[];
  readonly shades: ReadonlyMap<string, Mark>;
  readonly steps: Steps;
  readonly picked: readonly string[];
}) {
  const { outlines, shades, steps, picked } = props;
  return outlines.map(({ code, d }) => {
    const mark = code === undefined ? undefined : shades.get(code);
    const isPicked = mark !== undefined && picked.includes(mark.code);
    const step = mark ? stepOf(mark.rows, steps) : 0;
    return (
      <path
        key={d}
        d={d}
        data-code={mark?.code}
        className={`list-land list-step-${step}${isPicked ? ' list-picked' : ''}`}
      >
        {mark && <title>{texts.rows(countryName(mark.code), rowWords(mark))}</title>}
      </path>
    );
  });
}

function Places(props: {
  readonly marks: readonly Mark[];
  readonly projection: GeoProjection;
  readonly steps: Steps;
  readonly picked: readonly string[];
}) {
  const { marks, projection, steps, picked } = props;
  return marks.map((mark) => {
    const { code, rows, at } = mark;
    const [x, y] = at ? (projection([at.longitude, at.latitude]) ?? []) : [];
    if (x === undefined || y === undefined || !at) return null;
    const className = picked.includes(code) ? 'list-place list-picked' : 'list-place';
    return (
      <circle key={code} className={className} cx={x} cy={y} r={radiusOf(stepOf(rows, steps))} data-code={code}>
        <title>{texts.rows(`${at.name} ${code}`, rowWords(mark))}</title>
      </circle>
    );
  });
}

const rowWords = ({ rows, isLeast }: Mark): string =>
  isLeast ? listTexts.facets.atLeastRead(numberWords(rows)) : numberWords(rows);

/** Pixels of the picture; the area goes with the step. */
const radiusOf = (step: number): number => 5 * Math.sqrt(step * 1.6);

function Legend({ steps, by }: { readonly steps: Steps; readonly by: 'country' | 'unlocode' }) {
  return (
    <ul className="list-legend small" aria-label={texts.legend}>
      {steps.map(({ from, to }, index) => (
        <li key={to}>
          <svg viewBox="0 0 30 30" aria-hidden="true">
            {by === 'country' ? (
              <rect className={`list-land list-step-${index + 1}`} x={3} y={8} width={24} height={14} />
            ) : (
              <circle className="list-place" cx={15} cy={15} r={radiusOf(index + 1)} />
            )}
          </svg>
          {from === to ? numberWords(from) : listTexts.terms.range(numberWords(from), numberWords(to))}
        </li>
      ))}
    </ul>
  );
}

import { geoMercator, geoPath } from 'd3-geo';
import { type PointerEvent, useEffect, useMemo, useRef, useState } from 'react';
import { Button } from 'react-aria-components';
import { countryWords } from '../../../parts/places.js';
import { numberWords } from '../../../parts/words.js';
import { listTexts } from '../../../texts/lists.js';
import type { Box } from '../filters/terms.js';
import { readCountries } from './countries.js';
import { type Mark, stepOf, stepsOf } from './marks.js';
import { bounded, scaled, viewAround, wholeWorld } from './view.js';

const texts = listTexts.map;
const WIDTH = 960;
const HEIGHT = 460;
const countries = readCountries();

type Point = readonly [number, number];

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
  const { projection, paths } = useMemo(() => drawnIn(view), [view]);
  const steps = stepsOf(Math.max(...marks.map(({ rows }) => rows), 1));
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
    <figure className="map">
      <svg
        ref={area}
        className={pick ? 'world picks' : 'world'}
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="img"
        aria-label={texts.picture(title, numberWords(marks.length))}
        {...pointing}
      >
        {paths.map(({ code, d }, index) => {
          const mark = by === 'country' && code !== undefined ? byCode.get(code) : undefined;
          const step = mark ? stepOf(mark.rows, steps) : 0;
          const isPicked = code !== undefined && by === 'country' && picked.includes(code);
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: the outlines never change places
            <path key={index} d={d} data-code={mark?.code} className={`land step-${step}${isPicked ? ' picked' : ''}`}>
              {mark && <title>{texts.rows(countryWords(mark.code), rowWords(mark))}</title>}
            </path>
          );
        })}
        {by === 'unlocode' &&
          marks.map((mark) => {
            const [x, y] = mark.at ? (projection([mark.at.longitude, mark.at.latitude]) ?? []) : [];
            if (x === undefined || y === undefined || !mark.at) return null;
            const className = picked.includes(mark.code) ? 'place picked' : 'place';
            return (
              <circle
                key={mark.code}
                className={className}
                cx={x}
                cy={y}
                r={radiusOf(stepOf(mark.rows, steps))}
                data-code={mark.code}
              >
                <title>{texts.rows(`${mark.at.name} ${mark.code}`, rowWords(mark))}</title>
              </circle>
            );
          })}
        {drawn && <rect className="drawn" {...drawn} />}
      </svg>
      <figcaption className="map-below">
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
      </figcaption>
    </figure>
  );
}

function drawnIn({ south, west, north, east }: Box) {
  const corners = {
    type: 'MultiPoint' as const,
    coordinates: [
      [west, south],
      [east, north],
    ],
  };
  const extent: [[number, number], [number, number]] = [
    [4, 4],
    [WIDTH - 4, HEIGHT - 4],
  ];
  const projection = geoMercator()
    .fitExtent(extent, corners)
    .clipExtent([
      [-1, -1],
      [WIDTH + 1, HEIGHT + 1],
    ]);
  const path = geoPath(projection);
  const paths = countries.map(({ code, outline }) => ({ code, d: path(outline) ?? '' })).filter(({ d }) => d !== '');
  return { projection, paths };
}

const rowWords = ({ rows, isLeast }: Mark): string =>
  isLeast ? listTexts.facets.atLeastRead(numberWords(rows)) : numberWords(rows);

/** Pixels of the picture; the area goes with the step. */
const radiusOf = (step: number): number => 5 * Math.sqrt(step * 1.6);

function Legend({ steps, by }: { readonly steps: ReturnType<typeof stepsOf>; readonly by: 'country' | 'unlocode' }) {
  return (
    <ul className="legend" aria-label={texts.legend}>
      {steps.map(({ from, to }, index) => (
        <li key={to}>
          <svg className="legend-mark" viewBox="0 0 30 30" aria-hidden="true">
            {by === 'country' ? (
              <rect className={`land step-${index + 1}`} x={3} y={8} width={24} height={14} />
            ) : (
              <circle className="place" cx={15} cy={15} r={radiusOf(index + 1)} />
            )}
          </svg>
          {from === to ? numberWords(from) : listTexts.terms.range(numberWords(from), numberWords(to))}
        </li>
      ))}
    </ul>
  );
}

/** Fewer pixels are a click. */
const LEAST_PX = 6;

/** A click on what has a code, and a box that is drawn, in units of the picture. */
function usePointing(look: (from: Point, to: Point) => void, pick: (code: string) => void) {
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
